// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes attempts; each method runs in its caller's transaction. */
@ApplicationScoped
public class AttemptRepository {
    private final Duration longest;

    @Inject
    AttemptRepository(PaymentsConfig config) {
        this.longest = config.provider().budget();
    }

    /** Records that an attempt begins; a repeated transaction records it once. */
    public void begin(StatelessSession session, Attempt attempt) {
        String sql =
                """
                INSERT INTO payment_attempt (payment_id, id, refund_id, started_at)
                VALUES (:payment, :id, :refund, :started)
                ON CONFLICT (payment_id, id) DO NOTHING
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("payment", attempt.paymentId())
                .setParameter("id", attempt.id())
                .setParameter("refund", attempt.refundId().orElse(null), UUID.class)
                .setParameter("started", attempt.startedAt())
                .executeUpdate();
    }

    /** Records what an attempt came to. */
    public void end(
            StatelessSession session, Attempt attempt, Attempt.Outcome outcome, Instant now) {
        String sql =
                """
                UPDATE payment_attempt SET ended_at = :now, outcome = :outcome
                WHERE payment_id = :payment AND id = :id
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("payment", attempt.paymentId())
                .setParameter("id", attempt.id())
                .setParameter("outcome", outcome.name())
                .setParameter("now", now)
                .executeUpdate();
    }

    /**
     * Whether an attempt at a payment, or at a refund of it, is going on: it has not ended, and
     * began so recently that it does not belong to a process that died.
     */
    public boolean isRunning(
            StatelessSession session, UUID payment, Optional<UUID> refund, Instant now) {
        String sql =
                """
                SELECT count(*) FROM payment_attempt
                WHERE payment_id = :payment AND refund_id IS NOT DISTINCT FROM :refund
                  AND started_at > :since AND ended_at IS NULL
                """;
        return session.createNativeQuery(sql, Long.class)
                        .setParameter("payment", payment)
                        .setParameter("refund", refund.orElse(null), UUID.class)
                        .setParameter("since", now.minus(longest))
                        .getSingleResult()
                > 0;
    }

    /** All attempts at a payment and its refunds, oldest first. */
    List<Attempt> of(StatelessSession session, UUID payment) {
        String sql =
                """
                SELECT id, payment_id, refund_id, started_at, ended_at, outcome
                FROM payment_attempt WHERE payment_id = :payment ORDER BY started_at, id
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("payment", payment)
                .getResultStream()
                .map(AttemptRepository::attempt)
                .toList();
    }

    private static Attempt attempt(Tuple row) {
        return new Attempt(
                row.get("id", UUID.class),
                row.get("payment_id", UUID.class),
                Optional.ofNullable(row.get("refund_id", UUID.class)),
                row.get("started_at", Instant.class),
                Optional.ofNullable(row.get("ended_at", Instant.class)),
                Optional.ofNullable(row.get("outcome", String.class))
                        .map(Attempt.Outcome::valueOf));
    }
}
