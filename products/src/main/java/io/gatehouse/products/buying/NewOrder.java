// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.products.Money;
import io.gatehouse.products.reservation.Reservation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The request body that places an order; it is always the same for one reservation. */
record NewOrder(UUID orderId, UUID customerId, List<Line> lines, Money total, Payment payment) {
    NewOrder {
        lines = List.copyOf(lines);
    }

    static NewOrder of(PurchaseState.Open purchase) {
        Reservation reservation = purchase.reservation();
        Reservation.Item item = reservation.item();
        Line line = new Line(item.productId(), item.name(), item.quantity(), item.unitPrice());
        return new NewOrder(
                reservation.id(),
                reservation.key().account(),
                List.of(line),
                item.total(),
                new Payment(reservation.paymentMethod(), purchase.source()));
    }

    /** One product to order. */
    record Line(UUID productId, String name, int quantity, Money unitPrice) {}

    /**
     * The means of payment.
     *
     * @param source what is charged, if the buyer named it
     */
    record Payment(String method, Optional<Secret> source) {}
}
