// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.products.ProductsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes the keys of corrections; each method runs in its caller's transaction. */
@ApplicationScoped
class CorrectionKeys {
    private final Duration retention;

    @Inject
    CorrectionKeys(ProductsConfig config) {
        this.retention = config.purchase().keyRetention();
    }

    /** A request, by its content and the movement that it made; and the answer to it, in JSON. */
    record Entry(String requestHash, UUID movementId, String answer) {}

    /** Claims the key for a movement; returns false if it exists and has not expired. */
    boolean claim(
            StatelessSession session,
            IdempotencyKey key,
            String requestHash,
            UUID movementId,
            Instant now) {
        String sql =
                """
                INSERT INTO correction_key (account_id, idempotency_key, request_hash, movement_id,
                    expires_at)
                VALUES (:account, :key, :hash, :movement, :expires)
                ON CONFLICT (account_id, idempotency_key) DO UPDATE
                SET request_hash = excluded.request_hash, movement_id = excluded.movement_id,
                    answer = NULL, expires_at = excluded.expires_at
                WHERE correction_key.expires_at <= :now
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("account", key.account())
                        .setParameter("key", key.text())
                        .setParameter("hash", requestHash)
                        .setParameter("movement", movementId)
                        .setParameter("expires", now.plus(retention))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Stores the answer of the transaction that claimed the key. */
    void answer(StatelessSession session, IdempotencyKey key, String answer) {
        String sql =
                """
                UPDATE correction_key SET answer = :answer
                WHERE account_id = :account AND idempotency_key = :key
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("account", key.account())
                .setParameter("key", key.text())
                .setParameter("answer", answer)
                .executeUpdate();
    }

    /** The entry of a key that another transaction has claimed. */
    Entry get(StatelessSession session, IdempotencyKey key) {
        String sql =
                """
                SELECT request_hash, movement_id, answer FROM correction_key
                WHERE account_id = :account AND idempotency_key = :key
                """;
        Tuple row =
                session.createNativeQuery(sql, Tuple.class)
                        .setParameter("account", key.account())
                        .setParameter("key", key.text())
                        .getSingleResult();
        return new Entry(
                row.get("request_hash", String.class),
                row.get("movement_id", UUID.class),
                row.get("answer", String.class));
    }

    /** Deletes up to {@code most} expired keys; returns how many. */
    int deleteExpired(StatelessSession session, Instant now, int most) {
        String sql =
                """
                DELETE FROM correction_key WHERE (account_id, idempotency_key) IN (
                    SELECT account_id, idempotency_key FROM correction_key
                    WHERE expires_at <= :now ORDER BY expires_at LIMIT :most)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("most", most)
                .executeUpdate();
    }
}
