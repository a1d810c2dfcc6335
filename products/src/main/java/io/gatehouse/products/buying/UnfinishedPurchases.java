// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.Reservations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Resumes purchases that a crash or an unavailable peer left open. */
@ApplicationScoped
class UnfinishedPurchases {
    private final Transactions transactions;
    private final Reservations reservations;
    private final OrdersClient orders;
    private final SettlePurchase settle;
    private final PurchaseMetrics metrics;
    private final Clock clock;
    private final ProductsConfig config;

    @Inject
    UnfinishedPurchases(
            Transactions transactions,
            Reservations reservations,
            OrdersClient orders,
            SettlePurchase settle,
            PurchaseMetrics metrics,
            Clock clock,
            ProductsConfig config) {
        this.transactions = transactions;
        this.reservations = reservations;
        this.orders = orders;
        this.settle = settle;
        this.metrics = metrics;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Runs one round: leases and resumes purchases one by one until none is due; returns their
     * number. It ends at the first one for which orders is away, so that an outage costs one call a
     * round.
     */
    int round() {
        int taken = 0;
        boolean isAway = false;
        while (!isAway && driveOne()) {
            taken++;
            isAway = orders.isAway();
        }
        metrics.oldestOpen(transactions.read(reservations::oldestOpen), clock.instant());
        return taken;
    }

    private boolean driveOne() {
        Instant now = clock.instant();
        Optional<Reservation> due =
                transactions.run(
                        session -> reservations.lease(session, config.recovery().lease(), now));
        due.ifPresent(this::drive);
        return due.isPresent();
    }

    private void drive(Reservation reservation) {
        metrics.recovered();
        Optional<Secret> source =
                transactions.read(session -> reservations.source(session, reservation.id()));
        orders.placeOnce(new PurchaseState.Open(reservation, source))
                .ifPresent(order -> settle.settle(reservation, order));
    }
}
