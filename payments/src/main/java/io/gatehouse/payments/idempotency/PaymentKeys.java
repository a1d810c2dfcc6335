// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.idempotency;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes idempotency keys; each method runs in its caller's transaction. */
@ApplicationScoped
public class PaymentKeys {
    private static final Duration RETENTION = Duration.ofHours(24);

    /**
     * Claims the key for what the request is about to make, and returns its id; of a repeated
     * request, the id of what was made for it before.
     *
     * @throws ProblemException {@code idempotency_key_reused} when another request has the key
     */
    public UUID claim(StatelessSession session, KeyedRequest request, UUID offered, Instant now) {
        if (insert(session, request, offered, now)) {
            return offered;
        }
        String sql =
                """
                SELECT request_hash, made_id FROM payment_key
                WHERE account_id = :account AND idempotency_key = :key
                """;
        Tuple row =
                session.createNativeQuery(sql, Tuple.class)
                        .setParameter("account", request.key().account())
                        .setParameter("key", request.key().text())
                        .getSingleResult();
        if (!row.get("request_hash", String.class).equals(request.hash())) {
            throw IdempotencyKey.reused("request");
        }
        return row.get("made_id", UUID.class);
    }

    private static boolean insert(
            StatelessSession session, KeyedRequest request, UUID made, Instant now) {
        String sql =
                """
                INSERT INTO payment_key (account_id, idempotency_key, request_hash, made_id,
                    expires_at)
                VALUES (:account, :key, :hash, :made, :expires)
                ON CONFLICT (account_id, idempotency_key) DO UPDATE
                SET request_hash = excluded.request_hash, made_id = excluded.made_id,
                    expires_at = excluded.expires_at
                WHERE payment_key.expires_at <= :now
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("account", request.key().account())
                        .setParameter("key", request.key().text())
                        .setParameter("hash", request.hash())
                        .setParameter("made", made)
                        .setParameter("expires", now.plus(RETENTION))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /**
     * Deletes up to {@code most} expired keys; returns how many. From then on the same key means a
     * new request.
     */
    int deleteExpired(StatelessSession session, Instant now, int most) {
        String sql =
                """
                DELETE FROM payment_key WHERE (account_id, idempotency_key) IN (
                    SELECT account_id, idempotency_key FROM payment_key
                    WHERE expires_at <= :now ORDER BY expires_at LIMIT :most)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("most", most)
                .executeUpdate();
    }
}
