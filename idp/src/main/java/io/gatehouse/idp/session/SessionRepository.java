// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes sessions in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class SessionRepository {

    void insert(StatelessSession database, Session session, RefreshToken token) {
        String sql =
                """
                INSERT INTO sessions (id, account_id, client_id, scope, browser_session_id, generation,
                    token_hash, rotated_at, authenticated_at, idle_expires_at, absolute_expires_at)
                VALUES (:id, :account, :client, :scope, :browser, :generation,
                    :hash, :rotated, :authenticated, :idle, :absolute)
                """;
        Authorization authorization = session.authorization();
        database.createNativeMutationQuery(sql)
                .setParameter("id", session.id())
                .setParameter("account", session.account())
                .setParameter("client", authorization.client())
                .setParameter("scope", authorization.scope())
                .setParameter("browser", authorization.browser().orElse(null), UUID.class)
                .setParameter("generation", session.generation())
                .setParameter("hash", token.digest())
                .setParameter("rotated", session.rotatedAt())
                .setParameter("authenticated", session.authenticatedAt())
                .setParameter("idle", session.expiry().idle())
                .setParameter("absolute", session.expiry().absolute())
                .executeUpdate();
    }

    Optional<Family> find(StatelessSession database, UUID id) {
        String sql =
                """
                SELECT id, account_id, client_id, scope, browser_session_id, generation, token_hash,
                    previous_hash, successor_sealed, rotated_at, authenticated_at, idle_expires_at,
                    absolute_expires_at
                FROM sessions WHERE id = :id
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(SessionRepository::read)
                .findFirst();
    }

    /**
     * Replaces the newest token; returns false when it is not the newest. The condition on the
     * generation ensures that 100 requests with one token lead to one successor: only one of them
     * finds the generation it expects.
     */
    boolean rotate(
            StatelessSession database, Session rotated, RefreshToken used, Successor successor) {
        String sql =
                """
                UPDATE sessions
                SET generation = generation + 1, token_hash = :next, previous_hash = :used,
                    successor_sealed = :sealed, rotated_at = :rotated, idle_expires_at = :idle
                WHERE id = :id AND generation = :generation AND token_hash = :used
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("next", successor.token().digest())
                        .setParameter("used", used.digest())
                        .setParameter("sealed", successor.sealed())
                        .setParameter("rotated", rotated.rotatedAt())
                        .setParameter("idle", rotated.expiry().idle())
                        .setParameter("id", rotated.id())
                        .setParameter("generation", used.generation())
                        .executeUpdate()
                == 1;
    }

    boolean delete(StatelessSession database, UUID id) {
        return database.createNativeMutationQuery("DELETE FROM sessions WHERE id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** The sessions that began in a browser's session. */
    List<UUID> ofBrowser(StatelessSession database, UUID browser) {
        String sql = "SELECT id FROM sessions WHERE browser_session_id = :browser";
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("browser", browser)
                .getResultList();
    }

    void deleteAll(StatelessSession database, UUID account) {
        database.createNativeMutationQuery("DELETE FROM sessions WHERE account_id = :account")
                .setParameter("account", account)
                .executeUpdate();
    }

    /** Deletes expired sessions, at most as many as the limit; returns their number. */
    int deleteExpired(StatelessSession database, Instant now, int limit) {
        // Idle expiry is never later than absolute expiry, so one column is enough.
        String sql =
                """
                DELETE FROM sessions WHERE id IN (
                    SELECT id FROM sessions WHERE idle_expires_at < :now
                    ORDER BY idle_expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static Family read(Tuple row) {
        Session session =
                new Session(
                        row.get("id", UUID.class),
                        row.get("account_id", UUID.class),
                        new Authorization(
                                row.get("client_id", String.class),
                                row.get("scope", String.class),
                                Optional.ofNullable(row.get("browser_session_id", UUID.class))),
                        row.get("generation", Long.class),
                        row.get("authenticated_at", Instant.class),
                        row.get("rotated_at", Instant.class),
                        new Session.Expiry(
                                row.get("idle_expires_at", Instant.class),
                                row.get("absolute_expires_at", Instant.class)));
        return new Family(
                session,
                row.get("token_hash", byte[].class),
                bytes(row, "previous_hash"),
                bytes(row, "successor_sealed"));
    }

    // Both are absent until the first rotation; an empty array equals no digest.
    private static byte[] bytes(Tuple row, String column) {
        return Optional.ofNullable(row.get(column, byte[].class)).orElse(new byte[0]);
    }
}
