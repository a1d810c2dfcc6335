// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.products.Money;
import io.gatehouse.products.idempotency.IdempotencyKey;
import java.time.Instant;
import java.util.UUID;

/** Pieces set aside for one purchase; its id is the id of the order as well. */
public record Reservation(
        UUID id,
        IdempotencyKey key,
        Item item,
        String paymentMethod,
        ReservationStatus status,
        Instant createdAt) {

    /** The product as it was at the moment of buying. */
    public record Item(UUID productId, String name, int quantity, Money unitPrice) {
        public Money total() {
            return unitPrice.times(quantity);
        }
    }
}
