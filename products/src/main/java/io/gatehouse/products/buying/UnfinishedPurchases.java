// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.idempotency.PurchaseKeys;
import io.gatehouse.products.reservation.BuyingTerms;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.Reservations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Drives on the purchases that a crash or an absent peer left open, and forgets expired keys. */
@ApplicationScoped
class UnfinishedPurchases {
    private static final int KEYS_AT_ONCE = 500;

    private final Transactions transactions;
    private final PurchaseKeys keys;
    private final Reservations reservations;
    private final OrdersClient orders;
    private final SettlePurchase settle;
    private final PurchaseMetrics metrics;
    private final BuyingTerms terms;

    @Inject
    UnfinishedPurchases(
            Transactions transactions,
            PurchaseKeys keys,
            Reservations reservations,
            OrdersClient orders,
            SettlePurchase settle,
            PurchaseMetrics metrics,
            BuyingTerms terms) {
        this.transactions = transactions;
        this.keys = keys;
        this.reservations = reservations;
        this.orders = orders;
        this.settle = settle;
        this.metrics = metrics;
        this.terms = terms;
    }

    /** One round: takes and drives what is due, one by one; answers how many it took. */
    int round() {
        int taken = 0;
        while (taken < terms.batch() && driveOne()) {
            taken++;
        }
        metrics.oldestOpen(transactions.run(reservations::oldestOpen), terms.clock().instant());
        return taken;
    }

    /** Deletes a bounded number of expired keys; answers how many. */
    int forgetKeys() {
        Instant now = terms.clock().instant();
        return transactions.runIdempotent(
                session -> keys.deleteExpired(session, now, KEYS_AT_ONCE));
    }

    private boolean driveOne() {
        Instant now = terms.clock().instant();
        Optional<Reservation> due =
                transactions.run(session -> reservations.lease(session, terms.lease(), now));
        due.ifPresent(this::drive);
        return due.isPresent();
    }

    private void drive(Reservation reservation) {
        metrics.recovered();
        orders.placeOnce(reservation).ifPresent(order -> settle.settle(reservation, order));
    }
}
