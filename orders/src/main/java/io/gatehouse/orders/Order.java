// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order of a customer; its id is the id of the reservation at products.
 *
 * @param refusals how often a refund of it was refused
 */
record Order(
        UUID id,
        UUID customerId,
        OrderStatus status,
        List<OrderLine> lines,
        Money total,
        String paymentMethod,
        int refusals,
        Instant createdAt,
        Instant updatedAt) {
    Order {
        lines = List.copyOf(lines);
    }

    /** The position in the customer's list. */
    Cursor place() {
        return new Cursor(createdAt, id);
    }
}
