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

    /**
     * Runs one round: leases and resumes orders one by one until none is due; returns their number.
     * It ends at the first one for which a peer is away, so that an outage costs one call a round.
     */
    int round() {
        int taken = 0;
        Optional<Order> due = lease();
        while (due.isPresent()) {
            taken++;
            due = isDriven(due.get()) ? lease() : Optional.empty();
        }
        metrics.oldestUnfinished(transactions.read(orders::oldestUnfinished), clock.instant());
        return taken;
    }

    private Optional<Order> lease() {
        Instant now = clock.instant();
        return transactions.run(session -> orders.lease(session, config.recoveryLease(), now));
    }

    /** Returns false when a peer that the order needs is away. */
    private boolean isDriven(Order order) {
        metrics.retried();
        return switch (order.status()) {
            case PENDING -> {
                place.resume(order);
                yield !place.isAway();
            }
            case CANCELLING -> {
                cancel.finish(order);
                yield !cancel.isAway();
            }
            case PAID, DECLINED, CANCELLED -> true;
        };
    }
}
