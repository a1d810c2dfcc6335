// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.Money;
import io.gatehouse.payments.PaymentsConfig;
import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.AttemptRepository;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepository;
import io.gatehouse.payments.payment.PaymentStatus;
import io.gatehouse.payments.payment.Refund;
import io.gatehouse.payments.payment.RefundRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/**
 * The first step of a refund: sets the money aside, so that all refunds of a payment together never
 * exceed it, and records the attempt. Each method runs in its caller's transaction.
 */
@ApplicationScoped
class BeginRefund {
    private final PaymentRepository payments;
    private final RefundRepository refunds;
    private final AttemptRepository attempts;
    private final PaymentsConfig config;
    private final Supplier<UUID> ids;

    @Inject
    BeginRefund(
            PaymentRepository payments,
            RefundRepository refunds,
            AttemptRepository attempts,
            PaymentsConfig config,
            Supplier<UUID> ids) {
        this.payments = payments;
        this.refunds = refunds;
        this.attempts = attempts;
        this.config = config;
        this.ids = ids;
    }

    /** An id for what a transaction is about to make; a repeated one makes the same thing. */
    UUID newId() {
        return ids.get();
    }

    /** Whether the refund was opened before. */
    boolean isKnown(StatelessSession session, UUID id) {
        return refunds.find(session, id).isPresent();
    }

    /**
     * Opens a refund.
     *
     * @throws ProblemException {@code payment_not_refundable} unless the payment is PAID; {@code
     *     refund_exceeds_payment} when less is left of it; {@code unavailable} when all that is
     *     left is asked for and another refund still has to show what that is
     */
    OpenRefund first(
            StatelessSession session,
            Payment payment,
            RefundWish wish,
            UUID attemptId,
            Instant now) {
        if (wish.asked().isEmpty()) {
            demandDecided(session, payment);
        }
        Money amount = amount(payment, wish);
        Refund refund = Refund.opened(wish.id(), payment.id(), wish.asked(), amount, now);
        refunds.insert(session, refund);
        if (!payments.raiseRefunded(session, payment.id(), amount, now)) {
            throw new IllegalStateException("the payment changed within a transaction");
        }
        RefundRepository.OPEN.add(
                session, refund.id(), now, config.recovery().lease().until(now, 0));
        Attempt attempt = Attempt.toRefund(attemptId, refund, now);
        attempts.begin(session, attempt);
        return new OpenRefund(payment, refund, Optional.of(attempt), true);
    }

    /** Begins another attempt at a refund that exists, unless it is decided. */
    OpenRefund again(StatelessSession session, UUID id, UUID attemptId, Instant now) {
        Refund refund = refunds.get(session, id);
        Payment payment = payments.get(session, refund.paymentId());
        if (!refund.isOpen()) {
            return new OpenRefund(payment, refund, Optional.empty(), false);
        }
        Attempt attempt = Attempt.toRefund(attemptId, refund, now);
        attempts.begin(session, attempt);
        return new OpenRefund(payment, refund, Optional.of(attempt), false);
    }

    // A refund that is refused later gives its money back to the payment. Who was told before that
    // nothing is left would take the payment for refunded.
    private void demandDecided(StatelessSession session, Payment payment) {
        boolean none = payment.left().equals(payment.amount());
        if (!none && refunds.of(session, payment.id()).stream().anyMatch(Refund::isOpen)) {
            throw new ProblemException(
                            ProblemCode.UNAVAILABLE,
                            "What is left of the payment is known when its other refund has an outcome.")
                    .withRetryAfter(Duration.ofSeconds(1));
        }
    }

    private static Money amount(Payment payment, RefundWish wish) {
        if (payment.status() != PaymentStatus.PAID) {
            throw new ProblemException(
                    ProblemCode.PAYMENT_NOT_REFUNDABLE,
                    "Only a payment that is paid can be refunded.");
        }
        Money left = payment.left();
        Money amount = wish.asked().orElse(left);
        boolean nothingLeft = left.amount() == 0 && payment.amount().amount() > 0;
        if (nothingLeft || amount.exceeds(left)) {
            throw new ProblemException(
                            ProblemCode.REFUND_EXCEEDS_PAYMENT,
                            "Less than that is left of the payment.")
                    .withError("amount", "must be at most what is left of the payment");
        }
        return amount;
    }
}
