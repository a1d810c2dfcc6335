// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes idempotency keys; each method runs in its caller's transaction. */
@ApplicationScoped
public class PurchaseKeys {

    /** The row of a key; without an answer the purchase is pending. */
    public record Entry(String requestHash, UUID reservationId, Optional<Answer> answer) {}

    /** Claims the key; returns false if it exists and has not expired. */
    public boolean claim(
            StatelessSession session, Purchase purchase, UUID reservationId, Lifetime lifetime) {
        String sql =
                """
                INSERT INTO purchase_key (account_id, idempotency_key, request_hash,
                    reservation_id, expires_at)
                VALUES (:account, :key, :hash, :reservation, :expires)
                ON CONFLICT (account_id, idempotency_key) DO UPDATE
                SET request_hash = excluded.request_hash, outcome = NULL, answer = NULL,
                    reservation_id = excluded.reservation_id, expires_at = excluded.expires_at
                WHERE purchase_key.expires_at <= :now
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("account", purchase.key().account())
                        .setParameter("key", purchase.key().text())
                        .setParameter("hash", purchase.hash())
                        .setParameter("reservation", reservationId)
                        .setParameter("expires", lifetime.end())
                        .setParameter("now", lifetime.start())
                        .executeUpdate()
                == 1;
    }

    public Optional<Entry> find(StatelessSession session, IdempotencyKey key) {
        String sql =
                """
                SELECT request_hash, reservation_id, outcome, answer FROM purchase_key
                WHERE account_id = :account AND idempotency_key = :key
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("account", key.account())
                .setParameter("key", key.text())
                .getResultStream()
                .map(PurchaseKeys::entry)
                .findFirst();
    }

    /**
     * Stores the answer; returns false, and changes nothing, if one is stored or the key now
     * belongs to another purchase.
     */
    public boolean answer(
            StatelessSession session, IdempotencyKey key, UUID reservationId, Answer answer) {
        Stored stored = Stored.of(answer);
        String sql =
                """
                UPDATE purchase_key SET outcome = :outcome, answer = :answer
                WHERE account_id = :account AND idempotency_key = :key
                  AND reservation_id = :reservation AND outcome IS NULL
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("account", key.account())
                        .setParameter("key", key.text())
                        .setParameter("reservation", reservationId)
                        .setParameter("outcome", stored.outcome())
                        .setParameter("answer", stored.text())
                        .executeUpdate()
                == 1;
    }

    /**
     * Deletes up to {@code most} expired keys; returns how many. From then on the same key means a
     * new purchase.
     */
    public int deleteExpired(StatelessSession session, Instant now, int most) {
        String sql =
                """
                DELETE FROM purchase_key WHERE (account_id, idempotency_key) IN (
                    SELECT account_id, idempotency_key FROM purchase_key
                    WHERE expires_at <= :now ORDER BY expires_at LIMIT :most)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("most", most)
                .executeUpdate();
    }

    private static Entry entry(Tuple row) {
        UUID reservationId = row.get("reservation_id", UUID.class);
        Optional<Answer> answer =
                Optional.ofNullable(row.get("outcome", String.class))
                        .map(outcome -> new Stored(outcome, row.get("answer", String.class)))
                        .map(stored -> stored.toAnswer(reservationId));
        return new Entry(row.get("request_hash", String.class), reservationId, answer);
    }

    /** The time from the claim of a key to its expiry. */
    public record Lifetime(Instant start, Instant end) {}

    private record Stored(String outcome, String text) {
        private static final String ORDERED = "ORDERED";
        private static final String DECLINED = "DECLINED";
        private static final String SOLD_OUT = "SOLD_OUT";

        private static Stored of(Answer answer) {
            return switch (answer) {
                case Answer.Ordered ordered -> new Stored(ORDERED, ordered.order());
                case Answer.Declined _ -> new Stored(DECLINED, "");
                case Answer.SoldOut _ -> new Stored(SOLD_OUT, "");
            };
        }

        private Answer toAnswer(UUID orderId) {
            return switch (outcome) {
                case ORDERED -> new Answer.Ordered(orderId, text);
                case DECLINED -> new Answer.Declined();
                case SOLD_OUT -> new Answer.SoldOut();
                default -> throw new IllegalStateException("unknown outcome " + outcome);
            };
        }
    }
}
