// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes the revocations in the database. Each revocation increments one head row in the
 * transaction of its cause, so revisions become visible in order, and a reader of those after a
 * revision misses none.
 */
@ApplicationScoped
public class Revocations {

    /** Verifiers tolerate a clock skew of 30 s; a revocation outlives that comfortably. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    /**
     * The holder of a stolen key can issue tokens of any expiry; what counts is how long a verifier
     * may use an old copy of the JWK set. Istio keeps one for seven days while it cannot refresh.
     */
    private static final Duration KEY_DENIAL = Duration.ofDays(30);

    private final Duration tokenTtl;
    private final Clock clock;

    @Inject
    Revocations(IdpConfig config, Clock clock) {
        this.tokenTtl = config.sessions().tokenTtl();
        this.clock = clock;
    }

    /** Denies all tokens of a session. */
    public void denySession(StatelessSession session, UUID id) {
        Instant expiry = clock.instant().plus(tokenTtl).plus(SLACK);
        append(session, RevocationKind.SID, id.toString(), Optional.empty(), expiry);
    }

    /** Denies all tokens of an account that carry an earlier not-before than this. */
    public void denyAccount(StatelessSession session, UUID id, long notBefore) {
        Instant expiry = clock.instant().plus(tokenTtl).plus(SLACK);
        append(session, RevocationKind.SUB, id.toString(), Optional.of(notBefore), expiry);
    }

    /** Denies all tokens signed by a key. */
    public void denyKey(StatelessSession session, String kid) {
        Instant expiry = clock.instant().plus(KEY_DENIAL);
        append(session, RevocationKind.KID, kid, Optional.empty(), expiry);
    }

    private void append(
            StatelessSession session,
            RevocationKind kind,
            String value,
            Optional<Long> notBefore,
            Instant expiresAt) {
        String sql =
                """
                INSERT INTO revocations (revision, kind, value, not_before, expires_at)
                VALUES (:revision, :kind, :value, :notBefore, :expiresAt)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("revision", raiseHead(session))
                .setParameter("kind", kind.text())
                .setParameter("value", value)
                .setParameter("notBefore", notBefore.orElse(null), Long.class)
                .setParameter("expiresAt", expiresAt)
                .executeUpdate();
    }

    private static long raiseHead(StatelessSession session) {
        String sql = "UPDATE revocation_head SET revision = revision + 1 WHERE id = 1";
        session.createNativeMutationQuery(sql).executeUpdate();
        return head(session);
    }

    static long head(StatelessSession session) {
        String sql = "SELECT revision FROM revocation_head WHERE id = 1";
        return session.createNativeQuery(sql, Long.class).getSingleResult();
    }

    /**
     * The revocations after a revision. A revision above the head belongs to another database (a
     * restored backup): then all are returned.
     */
    RevocationPage after(StatelessSession session, long revision) {
        String sql =
                """
                SELECT revision, kind, value, not_before, expires_at FROM revocations
                WHERE revision > :after AND expires_at > :now
                ORDER BY revision
                """;
        Instant now = clock.instant();
        long head = head(session);
        List<Revocation> entries =
                session.createNativeQuery(sql, Tuple.class)
                        .setParameter("after", revision > head ? 0 : revision)
                        .setParameter("now", now)
                        .getResultStream()
                        .map(Revocations::read)
                        .toList();
        return new RevocationPage(head, now, entries);
    }

    /** Deletes expired revocations, at most as many as the limit; returns their number. */
    public int deleteExpired(StatelessSession session, Instant now, int limit) {
        String sql =
                """
                DELETE FROM revocations WHERE revision IN (
                    SELECT revision FROM revocations WHERE expires_at < :now
                    ORDER BY expires_at LIMIT :rows)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static Revocation read(Tuple row) {
        return new Revocation(
                row.get("revision", Long.class),
                RevocationKind.of(row.get("kind", String.class)),
                row.get("value", String.class),
                Optional.ofNullable(row.get("not_before", Long.class)),
                row.get("expires_at", Instant.class));
    }
}
