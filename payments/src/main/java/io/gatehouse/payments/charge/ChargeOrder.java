// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Charges an order. The order's id is the key: it is charged once, however often it is asked. */
@ApplicationScoped
class ChargeOrder {
    private final Transactions transactions;
    private final BeginCharge begin;
    private final PaymentRepository payments;
    private final ChargePayment charge;
    private final Sources sources;
    private final Clock clock;

    @Inject
    ChargeOrder(
            Transactions transactions,
            BeginCharge begin,
            PaymentRepository payments,
            ChargePayment charge,
            Sources sources,
            Clock clock) {
        this.transactions = transactions;
        this.begin = begin;
        this.payments = payments;
        this.charge = charge;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Returns the payment afterwards; PENDING while the outcome is not known.
     *
     * @throws ProblemException {@code idempotency_key_reused} when the order was charged otherwise
     */
    Payment charge(NewCharge request) {
        Payment offered = request.toPayment(clock.instant());
        Optional<byte[]> sealed =
                request.source().map(token -> sources.seal(offered.id(), new Secret(token)));
        UUID attempt = begin.newId();
        return charge.complete(
                transactions.runIdempotent(session ->
                        begin.first(session, offered, sealed, attempt)
                                .orElseGet(() -> again(session, offered, attempt))));
    }

    private OpenCharge again(StatelessSession session, Payment offered, UUID attempt) {
        if (!payments.get(session, offered.id()).isAskedLike(offered)) {
            throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_KEY_REUSED,
                            "A payment with this id exists and says something else.")
                    .withError("orderId", "belongs to another payment");
        }
        return begin.again(session, offered.id(), attempt, offered.createdAt());
    }
}
