// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.idempotency.KeyedRequest;
import io.gatehouse.payments.idempotency.PaymentKeys;
import io.gatehouse.payments.payment.Payment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Makes a manual charge; a request with the same key, and its repetitions, charge once. */
@ApplicationScoped
class CreatePayment {
    private final Transactions transactions;
    private final PaymentKeys keys;
    private final BeginCharge begin;
    private final ChargePayment charge;
    private final Sources sources;
    private final Clock clock;

    @Inject
    CreatePayment(
            Transactions transactions,
            PaymentKeys keys,
            BeginCharge begin,
            ChargePayment charge,
            Sources sources,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.begin = begin;
        this.charge = charge;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Returns the payment afterwards; PENDING while the outcome is not known.
     *
     * @throws ProblemException {@code idempotency_key_reused} when another request has the key
     */
    Created create(IdempotencyKey key, NewPayment request) {
        UUID id = begin.newId();
        UUID attempt = begin.newId();
        Payment offered =
                Payment.manual(
                        id, request.amount().toMoney(), request.reference(), clock.instant());
        byte[] sealed = sources.seal(id, new Secret(request.source()));
        KeyedRequest keyed = new KeyedRequest(key, request.content());
        OpenCharge begun =
                transactions.runIdempotent(session -> {
                    UUID made = keys.claim(session, keyed, id, offered.createdAt());
                    return begun(session, made, offered, sealed, attempt);
                });
        return new Created(charge.complete(begun), !begun.payment().id().equals(id));
    }

    private OpenCharge begun(
            StatelessSession session, UUID made, Payment offered, byte[] sealed, UUID attempt) {
        return Optional.of(made)
                .filter(offered.id()::equals)
                .flatMap(_ -> begin.first(session, offered, Optional.of(sealed), attempt))
                .orElseGet(() -> begin.again(session, made, attempt, offered.createdAt()));
    }

    /**
     * A payment.
     *
     * @param before whether an earlier request with the key made it
     */
    record Created(Payment payment, boolean before) {}
}
