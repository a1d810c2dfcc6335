// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Drives on the orders that a crash or an absent peer left between two states. */
@ApplicationScoped
class UnfinishedOrders {
    private final Transactions transactions;
    private final OrderRepository orders;
    private final Steps steps;
    private final OrderMetrics metrics;
    private final Terms terms;

    /** What drives an order on, by the state it is in. */
    @Dependent
    record Steps(PlaceOrder place, CancelOrder cancel) {
        @Inject
        Steps {}

        private Order drive(Order order) {
            return switch (order.status()) {
                case PENDING -> place.settle(order);
                case CANCELLING -> cancel.finish(order);
                case PAID, DECLINED, CANCELLED -> order;
            };
        }
    }

    @Inject
    UnfinishedOrders(
            Transactions transactions,
            OrderRepository orders,
            Steps steps,
            OrderMetrics metrics,
            Terms terms) {
        this.transactions = transactions;
        this.orders = orders;
        this.steps = steps;
        this.metrics = metrics;
        this.terms = terms;
    }

    /** One round: takes and drives what is due, one by one; answers how many it took. */
    int round() {
        int taken = 0;
        while (taken < terms.batch() && driveOne()) {
            taken++;
        }
        metrics.oldestUnfinished(
                transactions.run(orders::oldestUnfinished), terms.clock().instant());
        return taken;
    }

    private boolean driveOne() {
        Instant now = terms.clock().instant();
        Optional<Order> due =
                transactions.run(session -> orders.lease(session, terms.lease(), now));
        due.ifPresent(order -> {
            metrics.retried();
            steps.drive(order);
        });
        return due.isPresent();
    }
}
