// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.products.catalogue.CatalogueCache;
import io.gatehouse.products.catalogue.ProductTransactions;
import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.idempotency.PurchaseKeys;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.ReservationStatus;
import io.gatehouse.products.reservation.Reservations;
import io.gatehouse.products.reservation.Stock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** The last step of a purchase: updates the stock and stores the answer in one transaction. */
@ApplicationScoped
class SettlePurchase {
    private final ProductTransactions transactions;
    private final PurchaseKeys keys;
    private final Reservations reservations;
    private final Stock stock;
    private final CatalogueCache cache;
    private final PurchaseMetrics metrics;
    private final Clock clock;

    @Inject
    SettlePurchase(
            ProductTransactions transactions,
            PurchaseKeys keys,
            Reservations reservations,
            Stock stock,
            CatalogueCache cache,
            PurchaseMetrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.reservations = reservations;
        this.stock = stock;
        this.cache = cache;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The answer to the buyer: the one stored first, whichever request or worker settled. */
    Answer settle(Reservation reservation, PlacedOrder order) {
        Instant now = clock.instant();
        Answer answer = answer(reservation, order);
        Answer kept =
                transactions.runIdempotent(
                        reservation.item().productId(),
                        session -> {
                            follow(session, reservation, place(order), now);
                            return keep(session, reservation, answer);
                        });
        cache.bought(reservation.key().account());
        metrics.settled(reservation, now);
        return kept;
    }

    // A cancellation may have released the reservation before this step ran.
    private void follow(
            StatelessSession session, Reservation given, ReservationStatus to, Instant now) {
        if (given.status() == ReservationStatus.RESERVED
                && reservations.move(session, given, to, now)) {
            stock.follow(session, given, to, now);
        }
    }

    private Answer keep(StatelessSession session, Reservation reservation, Answer answer) {
        if (keys.answer(session, reservation.key(), reservation.id(), answer)) {
            return answer;
        }
        return keys.find(session, reservation.key())
                .filter(entry -> entry.reservationId().equals(reservation.id()))
                .flatMap(PurchaseKeys.Entry::answer)
                .orElse(answer);
    }

    private static ReservationStatus place(PlacedOrder order) {
        return switch (order.status()) {
            case PAID, CANCELLING -> ReservationStatus.COMMITTED;
            case DECLINED, CANCELLED -> ReservationStatus.RELEASED;
            case PENDING -> throw new IllegalArgumentException("the order has no outcome");
        };
    }

    private static Answer answer(Reservation reservation, PlacedOrder order) {
        return switch (order.status()) {
            case PAID, CANCELLING, CANCELLED -> new Answer.Ordered(reservation.id(), json(order));
            case DECLINED -> new Answer.Declined();
            case PENDING -> throw new IllegalArgumentException("the order has no outcome");
        };
    }

    private static String json(PlacedOrder order) {
        try {
            return Json.mapper().writeValueAsString(order);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("order cannot be written", impossible);
        }
    }
}
