// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a customer bought; its id is the id of the reservation at products. */
record Order(
        UUID id,
        UUID customerId,
        OrderStatus status,
        List<OrderLine> lines,
        Money total,
        String paymentMethod,
        Instant createdAt,
        Instant updatedAt) {
    Order {
        lines = List.copyOf(lines);
    }

    /** Where it stands in its customer's list. */
    Cursor place() {
        return new Cursor(createdAt, id);
    }
}
