// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.products.Money;
import java.time.Instant;
import java.util.UUID;

/** Pieces reserved for one purchase; its id is also the id of the order. */
public record Reservation(
        UUID id,
        IdempotencyKey key,
        Item item,
        String paymentMethod,
        ReservationStatus status,
        Instant createdAt) {

    /** The product as it was at the time of the purchase. */
    public record Item(UUID productId, String name, int quantity, Money unitPrice) {
        public Money total() {
            return unitPrice.times(quantity);
        }
    }
}
