// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends what is unfinished of an order. Of several that bring its outcome, requests and workers, one
 * moves the order and counts it.
 */
@ApplicationScoped
class MoveOrder {
    private static final Logger LOG = System.getLogger(MoveOrder.class.getName());

    private final Transactions transactions;
    private final OrderRepository orders;
    private final OrderMetrics metrics;
    private final Clock clock;

    @Inject
    MoveOrder(
            Transactions transactions, OrderRepository orders, OrderMetrics metrics, Clock clock) {
        this.transactions = transactions;
        this.orders = orders;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Returns the order afterwards, also when another has moved it before. */
    Order end(Order order, OrderMove move) {
        Instant now = clock.instant();
        Optional<Order> moved =
                transactions.runIdempotent(session -> orders.move(session, order, move, now, now));
        moved.ifPresent(ended -> note(ended, move, now));
        return moved.orElseGet(() -> transactions.read(session -> orders.get(session, order.id())));
    }

    private void note(Order ended, OrderMove move, Instant now) {
        if (move == OrderMove.KEEP) {
            metrics.refundRefused();
            LOG.log(Level.ERROR, "the refund of order {0} was refused; it is paid", ended.id());
        } else {
            metrics.finished(ended, now);
        }
    }
}
