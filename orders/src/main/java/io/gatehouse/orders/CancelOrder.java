// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.StatelessSession;

/**
 * Cancels an order: refunds the payment first, then returns the stock. It is idempotent until the
 * refund is refused, which leaves the order paid; then it is begun anew.
 */
@ApplicationScoped
class CancelOrder {
    private final Transactions transactions;
    private final OrderRepository orders;
    private final PaymentGateway payments;
    private final ProductsClient products;
    private final MoveOrder moves;
    private final Clock clock;
    private final OrdersConfig config;

    @Inject
    CancelOrder(
            Transactions transactions,
            OrderRepository orders,
            PaymentGateway payments,
            ProductsClient products,
            MoveOrder moves,
            Clock clock,
            OrdersConfig config) {
        this.transactions = transactions;
        this.orders = orders;
        this.payments = payments;
        this.products = products;
        this.moves = moves;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Returns the order afterwards; CANCELLING while the refund or the stock is outstanding.
     *
     * @throws ProblemException {@code not_found} for an unknown order or another customer's; {@code
     *     order_not_cancellable} for a PENDING or DECLINED one; {@code refund_refused} when it is
     *     PAID afterwards
     */
    Order cancel(UUID customer, UUID id) {
        Instant now = clock.instant();
        Order begun = transactions.runIdempotent(session -> begin(session, customer, id, now));
        Order order = finish(begun, products::release);
        if (order.status() == OrderStatus.PAID) {
            throw new ProblemException(
                    ProblemCode.REFUND_REFUSED,
                    "The refund was refused; the order is still paid for and yours.");
        }
        return order;
    }

    /** Ends a CANCELLING order if the outcome is known now, with one call to each peer. */
    Order finish(Order order) {
        return finish(order, products::releaseOnce);
    }

    private Order finish(Order order, Predicate<UUID> release) {
        if (order.status() != OrderStatus.CANCELLING) {
            return order;
        }
        return switch (payments.refund(order)) {
            case PaymentGateway.Refunded _ ->
                    release.test(order.id()) ? moves.end(order, OrderMove.REFUND) : order;
            case PaymentGateway.Refused _ -> moves.end(order, OrderMove.KEEP);
            case PaymentGateway.Unknown _ -> order;
        };
    }

    /** Whether products, or whoever refunds, did not answer the last call. */
    boolean isAway() {
        return products.isAway() || payments.isAway();
    }

    private Order begin(StatelessSession session, UUID customer, UUID id, Instant now) {
        Order order =
                orders.find(session, id)
                        .filter(found -> found.customerId().equals(customer))
                        .orElseThrow(CancelOrder::notFound);
        return switch (order.status()) {
            case PAID ->
                    orders.move(
                                    session,
                                    order,
                                    OrderMove.CANCEL,
                                    now,
                                    config.recoveryLease().until(now, 0))
                            .orElseThrow();
            case CANCELLING, CANCELLED -> order;
            case PENDING, DECLINED ->
                    throw new ProblemException(
                            ProblemCode.ORDER_NOT_CANCELLABLE,
                            "Only an order that is paid can be cancelled.");
        };
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such order.");
    }
}
