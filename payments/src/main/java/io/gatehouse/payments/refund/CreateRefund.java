// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.idempotency.KeyedRequest;
import io.gatehouse.payments.idempotency.PaymentKeys;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepository;
import io.gatehouse.payments.payment.Refund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Makes a manual refund; a request with the same key, and its repetitions, refund once. */
@ApplicationScoped
class CreateRefund {
    private final Transactions transactions;
    private final PaymentKeys keys;
    private final PaymentRepository payments;
    private final BeginRefund begin;
    private final RefundPayment refund;
    private final Clock clock;

    @Inject
    CreateRefund(
            Transactions transactions,
            PaymentKeys keys,
            PaymentRepository payments,
            BeginRefund begin,
            RefundPayment refund,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.payments = payments;
        this.begin = begin;
        this.refund = refund;
        this.clock = clock;
    }

    /**
     * Returns the refund afterwards; PENDING while the outcome is not known.
     *
     * @throws ProblemException {@code not_found} for an unknown payment; {@code
     *     idempotency_key_reused} when another request has the key
     */
    Created create(IdempotencyKey key, UUID payment, NewManualRefund request) {
        KeyedRequest keyed = new KeyedRequest(key, request.content(payment));
        RefundWish wish = new RefundWish(begin.newId(), payment, request.asked());
        UUID attempt = begin.newId();
        Instant now = clock.instant();
        OpenRefund begun =
                transactions.runIdempotent(session -> {
                    UUID made = keys.claim(session, keyed, wish.id(), now);
                    return begin.isKnown(session, made)
                            ? begin.again(session, made, attempt, now)
                            : begin.first(session, find(session, payment), wish, attempt, now);
                });
        return new Created(refund.complete(begun), !begun.refund().id().equals(wish.id()));
    }

    private Payment find(StatelessSession session, UUID id) {
        return payments.find(session, id)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "There is no such payment."));
    }

    /**
     * A refund.
     *
     * @param before whether an earlier request with the key made it
     */
    record Created(Refund refund, boolean before) {}
}
