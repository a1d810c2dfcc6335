// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.ProductsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Drives on the purchases that a crash or an absent peer left open, and forgets expired keys. */
@ApplicationScoped
class UnfinishedPurchases {
    private static final int KEYS_AT_ONCE = 500;

    private final Transactions transactions;
    private final ReserveStock.Rows rows;
    private final Steps steps;
    private final BuyingTerms terms;
    private final int batch;

    /** What drives a purchase on, and what watches that. */
    @Dependent
    record Steps(OrdersClient orders, SettlePurchase settle, PurchaseMetrics metrics) {
        @Inject
        Steps {}

        private void drive(Reservation reservation) {
            metrics.recovered();
            orders.placeOnce(reservation).ifPresent(order -> settle.settle(reservation, order));
        }
    }

    @Inject
    UnfinishedPurchases(
            Transactions transactions,
            ReserveStock.Rows rows,
            Steps steps,
            BuyingTerms terms,
            ProductsConfig config) {
        this.transactions = transactions;
        this.rows = rows;
        this.steps = steps;
        this.terms = terms;
        this.batch = config.recovery().batch();
    }

    /** One round: takes and drives what is due, one by one; answers how many it took. */
    int round() {
        int taken = 0;
        while (taken < batch && driveOne()) {
            taken++;
        }
        steps.metrics()
                .oldestOpen(
                        transactions.run(rows.reservations()::oldestOpen), terms.clock().instant());
        return taken;
    }

    /** Deletes a bounded number of expired keys; answers how many. */
    int forgetKeys() {
        Instant now = terms.clock().instant();
        return transactions.runIdempotent(
                session -> rows.keys().deleteExpired(session, now, KEYS_AT_ONCE));
    }

    private boolean driveOne() {
        Instant now = terms.clock().instant();
        Optional<Reservation> due =
                transactions.run(session -> rows.reservations().lease(session, terms.lease(), now));
        due.ifPresent(steps::drive);
        return due.isPresent();
    }
}
