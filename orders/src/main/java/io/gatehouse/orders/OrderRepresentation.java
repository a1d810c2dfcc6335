// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The JSON representation of an order. */
record OrderRepresentation(
        UUID id,
        OrderStatus status,
        List<OrderLine> lines,
        Money total,
        Instant createdAt,
        Instant updatedAt) {
    OrderRepresentation {
        lines = List.copyOf(lines);
    }

    static OrderRepresentation of(Order order) {
        return new OrderRepresentation(
                order.id(),
                order.status(),
                order.lines(),
                order.total(),
                order.createdAt(),
                order.updatedAt());
    }
}
