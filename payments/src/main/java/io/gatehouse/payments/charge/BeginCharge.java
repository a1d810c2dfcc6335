// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.payments.PaymentsConfig;
import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.AttemptRepository;
import io.gatehouse.payments.payment.OpenPayments;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/**
 * The first step of a charge: records the payment, or finds it, and the attempt at it before the
 * provider is asked. Each method runs in its caller's transaction.
 */
@ApplicationScoped
class BeginCharge {
    private final PaymentRepository payments;
    private final AttemptRepository attempts;
    private final OpenPayments open;
    private final PaymentsConfig config;
    private final Supplier<UUID> ids;

    @Inject
    BeginCharge(
            PaymentRepository payments,
            AttemptRepository attempts,
            OpenPayments open,
            PaymentsConfig config,
            Supplier<UUID> ids) {
        this.payments = payments;
        this.attempts = attempts;
        this.open = open;
        this.config = config;
        this.ids = ids;
    }

    /** An id for what a transaction is about to make; a repeated one makes the same thing. */
    UUID newId() {
        return ids.get();
    }

    /** Opens a payment; empty, and nothing is changed, if one with its id exists. */
    Optional<OpenCharge> first(
            StatelessSession session, Payment offered, Optional<byte[]> source, UUID attemptId) {
        if (!payments.insert(session, offered)) {
            return Optional.empty();
        }
        Instant now = offered.createdAt();
        open.add(session, offered, source, config.recovery().lease().until(now, 0));
        Attempt attempt = Attempt.toCharge(attemptId, offered.id(), now);
        attempts.begin(session, attempt);
        return Optional.of(new OpenCharge(offered, Optional.of(attempt), source, true));
    }

    /** Begins another attempt at a payment that exists, unless it is decided. */
    OpenCharge again(StatelessSession session, UUID id, UUID attemptId, Instant now) {
        Payment payment = payments.get(session, id);
        if (!payment.isOpen()) {
            return new OpenCharge(payment, Optional.empty(), Optional.empty(), false);
        }
        Attempt attempt = Attempt.toCharge(attemptId, id, now);
        attempts.begin(session, attempt);
        return new OpenCharge(payment, Optional.of(attempt), open.sealedSource(session, id), false);
    }
}
