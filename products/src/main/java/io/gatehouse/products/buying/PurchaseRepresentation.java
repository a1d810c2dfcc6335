// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.products.Money;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.ReservationStatus;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The representation of a purchase for its buyer: what is known while its outcome is open, and
 * where the order is from then on.
 *
 * @param order the path of the order; left out while the outcome is open
 */
record PurchaseRepresentation(
        UUID id,
        Status status,
        UUID productId,
        String name,
        int quantity,
        Money unitPrice,
        Money total,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> order,
        Instant createdAt) {
    private static final String RETRY_SECONDS = "1";

    /** Whether the order of a purchase has its outcome. */
    enum Status {
        PENDING,
        SETTLED
    }

    /** 202 with the place where the purchase is from now on. */
    static Response accepted(Reservation reservation) {
        return Response.accepted(of(reservation))
                .header(HttpHeaders.LOCATION, "/purchases/" + reservation.id())
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    /** 200; an open one says when to look again. */
    static Response found(Reservation reservation) {
        PurchaseRepresentation purchase = of(reservation);
        return Response.ok(purchase)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        purchase.status == Status.PENDING ? RETRY_SECONDS : null)
                .build();
    }

    private static PurchaseRepresentation of(Reservation reservation) {
        boolean open = reservation.status() == ReservationStatus.RESERVED;
        Reservation.Item item = reservation.item();
        return new PurchaseRepresentation(
                reservation.id(),
                open ? Status.PENDING : Status.SETTLED,
                item.productId(),
                item.name(),
                item.quantity(),
                item.unitPrice(),
                item.total(),
                open ? Optional.empty() : Optional.of("/orders/" + reservation.id()),
                reservation.createdAt());
    }
}
