// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepository;
import io.gatehouse.payments.payment.Refund;
import io.gatehouse.payments.payment.RefundRepository;
import io.gatehouse.payments.provider.Provider;
import io.gatehouse.payments.provider.RefundOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Refunds a payment. The refund's id is the key, ours and the provider's: it happens once, however
 * often it is asked for.
 */
@ApplicationScoped
class RefundPayment {
    /** Stands for the provider's id where there was nothing to refund. */
    private static final String FREE = "free";

    private final Transactions transactions;
    private final BeginRefund begin;
    private final SettleRefund settle;
    private final PaymentRepository payments;
    private final RefundRepository refunds;
    private final Provider provider;
    private final Clock clock;

    @Inject
    RefundPayment(
            Transactions transactions,
            BeginRefund begin,
            SettleRefund settle,
            PaymentRepository payments,
            RefundRepository refunds,
            Provider provider,
            Clock clock) {
        this.transactions = transactions;
        this.begin = begin;
        this.settle = settle;
        this.payments = payments;
        this.refunds = refunds;
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * Refunds the payment of an order; returns the refund afterwards, PENDING while the outcome is
     * not known.
     *
     * @throws ProblemException {@code not_found} for an order without a payment; {@code
     *     idempotency_key_reused} when the refund's id was used otherwise
     */
    Refund refundOrder(RefundWish wish) {
        Instant now = clock.instant();
        UUID attempt = begin.newId();
        return complete(transactions.runIdempotent(session -> begin(session, wish, attempt, now)));
    }

    /** Asks the provider for a refund that was begun, and records the outcome. */
    Refund complete(OpenRefund open) {
        UUID id = open.refund().id();
        return open.attempt()
                .map(attempt -> settle.settle(id, attempt, outcome(open)))
                .orElse(open.refund());
    }

    private OpenRefund begin(StatelessSession session, RefundWish wish, UUID attempt, Instant now) {
        Optional<Refund> known = refunds.find(session, wish.id());
        if (known.isPresent()) {
            checkSame(known.get(), wish);
            return begin.again(session, wish.id(), attempt, now);
        }
        Payment payment =
                payments.find(session, wish.paymentId())
                        .filter(found -> found.orderId().isPresent())
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "The order has no payment."));
        return begin.first(session, payment, wish, attempt, now);
    }

    private static void checkSame(Refund known, RefundWish wish) {
        if (!known.paymentId().equals(wish.paymentId()) || !known.asked().equals(wish.asked())) {
            throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "A refund with this id exists and says something else.")
                    .withError("refundId", "belongs to another refund");
        }
    }

    private RefundOutcome outcome(OpenRefund open) {
        Refund refund = open.refund();
        if (refund.amount().amount() == 0) {
            return new RefundOutcome.Refunded(FREE);
        }
        Provider.Refund wanted =
                new Provider.Refund(
                        refund.id(), open.payment().provider().orElseThrow(), refund.amount());
        return open.first()
                ? provider.refund(wanted)
                : provider.findRefund(wanted).orElseGet(() -> provider.refund(wanted));
    }
}
