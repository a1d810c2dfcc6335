// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.parameter.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads what sessions an account has; every method runs in the caller's transaction. */
@ApplicationScoped
class OpenSessionRepository {

    private static final String PAGE =
            """
            SELECT id, client_id, started_at, idle_expires_at, address, user_agent, mine
            FROM (
                SELECT id, CAST(NULL AS TEXT) AS client_id, authenticated_at AS started_at,
                    idle_expires_at, address, user_agent,
                    EXISTS (SELECT 1 FROM sessions WHERE sessions.id = CAST(:current AS UUID)
                        AND browser_session_id = browser_sessions.id) AS mine
                FROM browser_sessions
                WHERE account_id = :account AND idle_expires_at > :now
                UNION ALL
                SELECT sessions.id, client_id, sessions.authenticated_at,
                    sessions.idle_expires_at, coalesce(browser.address, sessions.address),
                    coalesce(browser.user_agent, sessions.user_agent),
                    sessions.id = CAST(:current AS UUID)
                FROM sessions
                LEFT JOIN browser_sessions browser ON browser.id = browser_session_id
                WHERE sessions.account_id = :account AND sessions.idle_expires_at > :now)
                AS held
            WHERE (started_at, id) < (:time, :id)
            ORDER BY started_at DESC, id DESC
            LIMIT :rows
            """;

    /**
     * The sessions of a page, newest first, and one more when there is a next page.
     *
     * @param current id of the caller's session; empty where the caller is somebody else
     */
    List<OpenSession> page(
            StatelessSession database,
            UUID account,
            Optional<UUID> current,
            PageQuery query,
            Instant now) {
        return database.createNativeQuery(PAGE, Tuple.class)
                .setParameter("account", account)
                .setParameter("current", current.orElse(null), UUID.class)
                .setParameter("now", now)
                .setParameter("time", query.after().createdAt())
                .setParameter("id", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(OpenSessionRepository::read)
                .toList();
    }

    /** The account of a session, that of a browser included. */
    Optional<Owned> find(StatelessSession database, UUID id) {
        String sql =
                """
                SELECT account_id, TRUE AS browser FROM browser_sessions WHERE id = :id
                UNION ALL
                SELECT account_id, FALSE FROM sessions WHERE id = :id
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(row ->
                        new Owned(
                                row.get("account_id", UUID.class),
                                row.get("browser", Boolean.class)))
                .findFirst();
    }

    /** Whose session it is, and whether it is that of a browser. */
    record Owned(UUID account, boolean browser) {}

    /**
     * Browsers' sessions of an account but that in which the kept session began, at most as many as
     * the limit.
     */
    List<UUID> otherBrowsers(StatelessSession database, UUID account, UUID kept, int limit) {
        String sql =
                """
                SELECT id FROM browser_sessions
                WHERE account_id = :account AND id NOT IN (
                    SELECT browser_session_id FROM sessions
                    WHERE id = :kept AND browser_session_id IS NOT NULL)
                ORDER BY browser_sessions.id LIMIT :rows
                """;
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("account", account)
                .setParameter("kept", kept)
                .setParameter("rows", limit)
                .getResultList();
    }

    /** Clients' sessions of an account but the kept one, at most as many as the limit. */
    List<UUID> others(StatelessSession database, UUID account, UUID kept, int limit) {
        String sql =
                """
                SELECT id FROM sessions WHERE account_id = :account AND id <> :kept
                ORDER BY sessions.id LIMIT :rows
                """;
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("account", account)
                .setParameter("kept", kept)
                .setParameter("rows", limit)
                .getResultList();
    }

    private static OpenSession read(Tuple row) {
        return new OpenSession(
                row.get("id", UUID.class),
                Optional.ofNullable(row.get("client_id", String.class)),
                row.get("started_at", Instant.class),
                row.get("idle_expires_at", Instant.class),
                Optional.ofNullable(row.get("address", String.class)),
                Optional.ofNullable(row.get("user_agent", String.class)),
                Boolean.TRUE.equals(row.get("mine", Boolean.class)));
    }
}
