// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Resumes orders that a crash or an unavailable peer left unfinished. */
@ApplicationScoped
class UnfinishedOrders {
    private final Transactions transactions;
    private final OrderRepository orders;
    private final PlaceOrder place;
    private final CancelOrder cancel;
    private final OrderMetrics metrics;
    private final Clock clock;
    private final OrdersConfig config;

    @Inject
    UnfinishedOrders(
            Transactions transactions,
            OrderRepository orders,
            PlaceOrder place,
            CancelOrder cancel,
            OrderMetrics metrics,
            Clock clock,
            OrdersConfig config) {
        this.transactions = transactions;
        this.orders = orders;
        this.place = place;
        this.cancel = cancel;
        this.metrics = metrics;
        this.clock = clock;
        this.config = config;
    }

    /** Runs one round: leases and resumes due orders one by one; returns their number. */
    int round() {
        int taken = 0;
        while (taken < config.recoveryBatch() && driveOne()) {
            taken++;
        }
        metrics.oldestUnfinished(transactions.read(OpenOrders::oldest), clock.instant());
        return taken;
    }

    private boolean driveOne() {
        Instant now = clock.instant();
        Optional<Order> due =
                transactions.run(session -> orders.lease(session, config.recoveryLease(), now));
        due.ifPresent(order -> {
            metrics.retried();
            drive(order);
        });
        return due.isPresent();
    }

    private Order drive(Order order) {
        return switch (order.status()) {
            case PENDING -> place.charge(order);
            case CANCELLING -> cancel.finish(order);
            case PAID, DECLINED, CANCELLED -> order;
        };
    }
}
