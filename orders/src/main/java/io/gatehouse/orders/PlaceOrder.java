// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Places an order and charges it; the caller or a worker may repeat any step. */
@ApplicationScoped
class PlaceOrder {
    private final Transactions transactions;
    private final OrderRepository orders;
    private final OpenOrders open;
    private final PaymentGateway payments;
    private final MoveOrder moves;
    private final Clock clock;
    private final OrdersConfig config;

    @Inject
    PlaceOrder(
            Transactions transactions,
            OrderRepository orders,
            OpenOrders open,
            PaymentGateway payments,
            MoveOrder moves,
            Clock clock,
            OrdersConfig config) {
        this.transactions = transactions;
        this.orders = orders;
        this.open = open;
        this.payments = payments;
        this.moves = moves;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Returns the order afterwards; PENDING while the outcome of the charge is unknown.
     *
     * @throws ProblemException {@code idempotency_key_reused} when another order has the id
     */
    Placement place(NewOrder request) {
        Order offered = request.toOrder(clock.instant());
        String hash = RequestHash.of(request);
        Optional<Secret> source = request.payment().secretSource();
        Placement placement =
                transactions.runIdempotent(session -> record(session, offered, hash, source));
        return new Placement(charge(placement.order(), source), placement.created());
    }

    /** Charges a PENDING order that was placed before. */
    Order resume(Order order) {
        return charge(order, transactions.read(session -> open.source(session, order.id())));
    }

    // Completes it if the outcome is known now.
    private Order charge(Order order, Optional<Secret> source) {
        if (order.status() != OrderStatus.PENDING) {
            return order;
        }
        return switch (payments.charge(order, source)) {
            case PaymentGateway.Paid _ -> moves.end(order, OrderMove.PAY);
            case PaymentGateway.Declined _ -> moves.end(order, OrderMove.DECLINE);
            case PaymentGateway.Unknown _ -> order;
        };
    }

    /** Whether whoever charges did not answer the last call. */
    boolean isAway() {
        return payments.isAway();
    }

    private Placement record(
            StatelessSession session, Order offered, String hash, Optional<Secret> source) {
        Instant leased = config.recoveryLease().until(offered.createdAt(), 0);
        if (orders.insert(session, offered, hash, source, leased)) {
            return new Placement(offered, true);
        }
        if (!orders.requestHash(session, offered.id()).orElseThrow().equals(hash)) {
            throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "An order with this id exists and says something else.")
                    .withError("orderId", "belongs to another order");
        }
        return new Placement(orders.get(session, offered.id()), false);
    }

    /** An order, and whether this request created it. */
    record Placement(Order order, boolean created) {}
}
