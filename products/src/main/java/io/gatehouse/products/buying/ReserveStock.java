// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.catalogue.NoSuchProduct;
import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.idempotency.IdempotencyKey;
import io.gatehouse.products.idempotency.Purchase;
import io.gatehouse.products.idempotency.PurchaseKeys;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.ReservationStatus;
import io.gatehouse.products.reservation.Reservations;
import io.gatehouse.products.reservation.Stock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** The first step of a purchase: claims the key and reserves the stock in one transaction. */
@ApplicationScoped
class ReserveStock {
    private final Transactions transactions;
    private final PurchaseKeys keys;
    private final Reservations reservations;
    private final Stock stock;
    private final Clock clock;
    private final ProductsConfig config;
    private final Supplier<UUID> ids;

    /** The state of a purchase after the first step. */
    sealed interface Claim {}

    /** The purchase has a final answer. */
    record Settled(Answer answer) implements Claim {}

    /** Stock is reserved, by this request or an earlier one, and the outcome is open. */
    record Open(Reservation reservation) implements Claim {}

    @Inject
    ReserveStock(
            Transactions transactions,
            PurchaseKeys keys,
            Reservations reservations,
            Stock stock,
            Clock clock,
            ProductsConfig config,
            Supplier<UUID> ids) {
        this.transactions = transactions;
        this.keys = keys;
        this.reservations = reservations;
        this.stock = stock;
        this.clock = clock;
        this.config = config;
        this.ids = ids;
    }

    /**
     * Claims the key for a purchase.
     *
     * @throws ProblemException {@code not_found}, which leaves the key unused; {@code
     *     idempotency_key_reused} when the key belongs to another request
     */
    Claim claim(Purchase purchase) {
        // Made outside the transaction: after a lost COMMIT the next try must recognize its row.
        UUID id = ids.get();
        Instant now = clock.instant();
        return transactions.runIdempotent(session -> claim(session, purchase, id, now));
    }

    private Claim claim(StatelessSession session, Purchase purchase, UUID id, Instant now) {
        PurchaseKeys.Lifetime lifetime =
                new PurchaseKeys.Lifetime(now, now.plus(config.purchase().keyRetention()));
        return keys.claim(session, purchase, id, lifetime)
                ? first(session, purchase, id, now)
                : repeated(session, purchase);
    }

    private Claim first(StatelessSession session, Purchase purchase, UUID id, Instant now) {
        Optional<Reservation.Item> item =
                stock.reserve(session, purchase.productId(), purchase.quantity());
        if (item.isEmpty()) {
            return refused(session, purchase, id);
        }
        Reservation reservation =
                new Reservation(
                        id,
                        purchase.key(),
                        item.get(),
                        purchase.paymentMethod(),
                        ReservationStatus.RESERVED,
                        now);
        reservations.insert(session, reservation, config.recovery().lease().until(now, 0));
        return new Open(reservation);
    }

    private Claim refused(StatelessSession session, Purchase purchase, UUID id) {
        if (!stock.isSold(session, purchase.productId())) {
            throw NoSuchProduct.problem();
        }
        Answer soldOut = new Answer.SoldOut();
        keys.answer(session, purchase.key(), id, soldOut);
        return new Settled(soldOut);
    }

    private Claim repeated(StatelessSession session, Purchase purchase) {
        PurchaseKeys.Entry entry = keys.find(session, purchase.key()).orElseThrow();
        if (!entry.requestHash().equals(purchase.hash())) {
            throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "This key was used for another purchase.")
                    .withError(IdempotencyKey.HEADER, "belongs to another request");
        }
        return entry.answer()
                .<Claim>map(Settled::new)
                .orElseGet(() ->
                        new Open(reservations.find(session, entry.reservationId()).orElseThrow()));
    }
}
