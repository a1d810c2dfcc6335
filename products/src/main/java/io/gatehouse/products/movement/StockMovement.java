// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.movement;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of the pieces of a product that are for sale; it is never changed itself.
 *
 * @param change pieces gained or, if negative, lost; never 0
 * @param reservationId the reservation that took the pieces or gave them back
 * @param account the admin whose request it was
 * @param reason in the words of that admin
 */
public record StockMovement(
        UUID id,
        UUID productId,
        long change,
        Kind kind,
        Optional<UUID> reservationId,
        Optional<UUID> account,
        Optional<String> reason,
        Instant createdAt) {

    /** What changed the stock. */
    public enum Kind {
        /** The product was created, or was there before movements were kept. */
        OPENED,
        /** A purchase took the pieces. */
        RESERVED,
        /** The payment was declined or the order cancelled, and the pieces are back. */
        RELEASED,
        /** An admin set the stock to another number. */
        SET,
        /** An admin corrected the stock by a number, and said why. */
        CORRECTED
    }

    /** A movement for a reservation. */
    public static StockMovement ofReservation(
            UUID id, UUID productId, long change, UUID reservationId, Instant now) {
        return new StockMovement(
                id,
                productId,
                change,
                change < 0 ? Kind.RESERVED : Kind.RELEASED,
                Optional.of(reservationId),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** The position in the list of a product's movements. */
    public Cursor place() {
        return new Cursor(createdAt, id);
    }
}
