// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.Money;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.catalogue.NoSuchProduct;
import io.gatehouse.products.catalogue.ProductTransactions;
import io.gatehouse.products.idempotency.Answer;
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
    private final ProductTransactions transactions;
    private final PurchaseKeys keys;
    private final Reservations reservations;
    private final Stock stock;
    private final Clock clock;
    private final ProductsConfig config;
    private final Supplier<UUID> ids;

    @Inject
    ReserveStock(
            ProductTransactions transactions,
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
     * @throws ProblemException {@code not_found} or {@code price_changed}, which leave the key
     *     unused; {@code idempotency_key_reused} when the key belongs to another request
     */
    PurchaseState claim(Purchase purchase) {
        // Made outside the transaction: after a lost COMMIT the next try must recognize its row.
        UUID id = ids.get();
        Instant now = clock.instant();
        return transactions.runIdempotent(
                purchase.productId(), session -> claim(session, purchase, id, now));
    }

    private PurchaseState claim(StatelessSession session, Purchase purchase, UUID id, Instant now) {
        PurchaseKeys.Lifetime lifetime =
                new PurchaseKeys.Lifetime(now, now.plus(config.purchase().keyRetention()));
        return keys.claim(session, purchase, id, lifetime)
                ? first(session, purchase, id, now)
                : repeated(session, purchase);
    }

    private PurchaseState first(StatelessSession session, Purchase purchase, UUID id, Instant now) {
        Optional<Reservation.Item> item =
                stock.reserve(session, id, purchase.productId(), purchase.quantity(), now);
        item.ifPresent(found -> requirePrice(purchase, found.unitPrice()));
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
        Instant leased = config.recovery().lease().until(now, 0);
        reservations.insert(session, reservation, purchase.source(), leased);
        return new PurchaseState.Open(reservation, purchase.source());
    }

    private PurchaseState refused(StatelessSession session, Purchase purchase, UUID id) {
        Money price =
                stock.price(session, purchase.productId()).orElseThrow(NoSuchProduct::problem);
        requirePrice(purchase, price);
        Answer soldOut = new Answer.SoldOut();
        keys.answer(session, purchase.key(), id, soldOut);
        return new PurchaseState.Settled(soldOut, false);
    }

    // Thrown inside the transaction, which takes back the key and the reserved pieces.
    private static void requirePrice(Purchase purchase, Money price) {
        if (purchase.expectedUnitPrice().filter(expected -> !expected.equals(price)).isPresent()) {
            throw new ProblemException(
                            ProblemCode.PRICE_CHANGED,
                            "The price is another one now; nothing was bought.")
                    .with("unitPrice", price);
        }
    }

    private PurchaseState repeated(StatelessSession session, Purchase purchase) {
        PurchaseKeys.Entry entry = keys.find(session, purchase.key()).orElseThrow();
        if (!entry.requestHash().equals(purchase.hash())) {
            throw IdempotencyKey.reused("purchase");
        }
        return entry.answer()
                .<PurchaseState>map(answer -> new PurchaseState.Settled(answer, true))
                .orElseGet(() ->
                        new PurchaseState.Open(
                                reservations.find(session, entry.reservationId()).orElseThrow(),
                                purchase.source()));
    }
}
