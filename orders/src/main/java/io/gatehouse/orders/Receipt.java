// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a customer has paid for an order.
 *
 * @param refundedAt when all of it went back; left out while it has not
 */
record Receipt(
        UUID order,
        Instant paidAt,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> refundedAt,
        List<Item> items,
        Money total,
        String paymentMethod) {
    Receipt {
        items = List.copyOf(items);
    }

    /** One product of the order. */
    record Item(String name, int quantity, Money unitPrice, Money sum) {
        private static Item of(OrderLine line) {
            return new Item(line.name(), line.quantity(), line.unitPrice(), line.total());
        }
    }

    /**
     * The receipt of an order.
     *
     * @throws ProblemException {@code order_not_paid} when it never was
     */
    static Receipt of(Order order, List<OrderEvent> history) {
        Instant paidAt =
                reached(history, OrderStatus.PAID)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.ORDER_NOT_PAID,
                                        "There is a receipt once the order is paid."));
        return new Receipt(
                order.id(),
                paidAt,
                reached(history, OrderStatus.CANCELLED),
                order.lines().stream().map(Item::of).toList(),
                order.total(),
                order.paymentMethod());
    }

    private static Optional<Instant> reached(List<OrderEvent> history, OrderStatus status) {
        return history.stream()
                .filter(event -> event.status() == status)
                .map(OrderEvent::at)
                .findFirst();
    }
}
