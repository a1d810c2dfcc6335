// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.request.RequestContext;
import io.gatehouse.idp.SessionExpiry;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/** Reads and writes sessions in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class SessionRepository {

    private static final String COLUMNS =
            """
            sessions.id, account_id, client_id, scope, audiences, browser_session_id, dpop_jkt,
                generation, token_hash, previous_hash, successor_sealed, rotated_at,
                authenticated_at, methods, idle_expires_at, absolute_expires_at, claims
            """;

    private static final String INSERT =
            """
            WITH changed AS (
                INSERT INTO sessions (id, account_id, client_id, scope, audiences,
                    browser_session_id, dpop_jkt, generation, token_hash, rotated_at,
                    authenticated_at, methods, idle_expires_at, absolute_expires_at,
                    claims, address, user_agent)
                VALUES (:id, :account, :client, :scope, :audiences,
                    :browser, :key, :generation, :hash, :rotated,
                    :authenticated, :methods, :idle, :absolute,
                    :claims, :address, :userAgent)
                RETURNING id)
            """
                    + Trail.APPEND;

    private final AccountRepository accounts;
    private final Trail trail;

    /** The sessions of an account at a client. */
    record Held(UUID account, String client) {}

    @Inject
    SessionRepository(AccountRepository accounts, Trail trail) {
        this.accounts = accounts;
        this.trail = trail;
    }

    void insert(StatelessSession database, Session session, RefreshToken token, AuditEvent event) {
        Authorization authorization = session.authorization();
        RequestContext request = RequestContext.current();
        trail.bind(database.createNativeMutationQuery(INSERT), event)
                .setParameter("id", session.id())
                .setParameter("account", session.account())
                .setParameter("client", authorization.client())
                .setParameter("scope", authorization.scope())
                .setParameter("audiences", AudienceColumn.text(authorization.audiences()))
                .setParameter("browser", authorization.browser().orElse(null), UUID.class)
                .setParameter("key", authorization.key().orElse(null), String.class)
                .setParameter("generation", session.generation())
                .setParameter("hash", token.digest())
                .setParameter("rotated", session.rotatedAt())
                .setParameter("authenticated", session.authenticatedAt())
                .setParameter("methods", session.assurance().text())
                .setParameter("idle", session.expiry().idle())
                .setParameter("absolute", session.expiry().absolute())
                .setParameter("claims", authorization.claims().text())
                .setParameter("address", request.clientAddress().orElse(null), String.class)
                .setParameter("userAgent", request.userAgent().orElse(null), String.class)
                .executeUpdate();
    }

    Optional<Family> find(StatelessSession database, UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM sessions WHERE sessions.id = :id";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(SessionRepository::read)
                .findFirst();
    }

    /** The same with its account, in one read. */
    Optional<Sessions.Found> findWithAccount(StatelessSession database, UUID id) {
        String sql =
                "SELECT "
                        + COLUMNS
                        + ", "
                        + AccountRepository.COLUMNS
                        + """
                        FROM sessions JOIN accounts ON accounts.id = account_id
                        WHERE sessions.id = :id
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(row ->
                        new Sessions.Found(read(row), accounts.read(row, "account_id").account()))
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

    Optional<EndedSession> delete(StatelessSession database, UUID id) {
        String sql = "DELETE FROM sessions WHERE id = :id RETURNING id, account_id, client_id";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(SessionRepository::ended)
                .findFirst();
    }

    /** Deletes the sessions that began in a browser's session. */
    List<EndedSession> deleteOfBrowser(StatelessSession database, UUID browser) {
        String sql =
                """
                DELETE FROM sessions WHERE browser_session_id = :browser
                RETURNING id, account_id, client_id
                """;
        return ended(database.createNativeQuery(sql, Tuple.class).setParameter("browser", browser));
    }

    /** Deletes sessions of a client, at most as many as the limit. */
    List<EndedSession> deleteOfClient(StatelessSession database, String client, int limit) {
        String sql =
                """
                DELETE FROM sessions WHERE id IN (
                    SELECT id FROM sessions
                    WHERE client_id = :client AND client_id <> 'gatehouse' LIMIT :rows)
                RETURNING id, account_id, client_id
                """;
        return ended(
                database.createNativeQuery(sql, Tuple.class)
                        .setParameter("client", client)
                        .setParameter("rows", limit));
    }

    /** Deletes the sessions of an account at a client. */
    List<EndedSession> deleteOfClient(StatelessSession database, UUID account, String client) {
        String sql =
                """
                DELETE FROM sessions WHERE account_id = :account AND client_id = :client
                RETURNING id, account_id, client_id
                """;
        return ended(
                database.createNativeQuery(sql, Tuple.class)
                        .setParameter("account", account)
                        .setParameter("client", client));
    }

    List<EndedSession> deleteAll(StatelessSession database, UUID account) {
        String sql =
                """
                DELETE FROM sessions WHERE account_id = :account
                RETURNING id, account_id, client_id
                """;
        return ended(database.createNativeQuery(sql, Tuple.class).setParameter("account", account));
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

    /** Of these accounts, those with more live sessions at a client than that, and the client. */
    List<Held> beyond(StatelessSession database, List<UUID> accounts, int most, Instant now) {
        String sql =
                """
                SELECT account_id, client_id FROM sessions
                WHERE account_id IN (:accounts) AND idle_expires_at > :now
                GROUP BY account_id, client_id HAVING count(*) > :most
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameterList("accounts", accounts)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultStream()
                .map(row ->
                        new Held(
                                row.get("account_id", UUID.class),
                                row.get("client_id", String.class)))
                .toList();
    }

    /**
     * The live sessions of an account at a client beyond the number that were used last, at most as
     * many as the limit.
     */
    List<UUID> unused(StatelessSession database, Held held, int most, Instant now, int limit) {
        String sql =
                """
                SELECT id FROM sessions
                WHERE account_id = :account AND client_id = :client AND idle_expires_at > :now
                ORDER BY rotated_at DESC, id OFFSET :most LIMIT :rows
                """;
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("account", held.account())
                .setParameter("client", held.client())
                .setParameter("now", now)
                .setParameter("most", most)
                .setParameter("rows", limit)
                .getResultList();
    }

    private static List<EndedSession> ended(NativeQuery<Tuple> deletion) {
        return deletion.getResultStream().map(SessionRepository::ended).toList();
    }

    private static EndedSession ended(Tuple row) {
        return new EndedSession(
                row.get("id", UUID.class),
                row.get("account_id", UUID.class),
                row.get("client_id", String.class));
    }

    private static Family read(Tuple row) {
        Session session =
                new Session(
                        row.get("id", UUID.class),
                        row.get("account_id", UUID.class),
                        new Authorization(
                                row.get("client_id", String.class),
                                row.get("scope", String.class),
                                AudienceColumn.read(row),
                                Optional.ofNullable(row.get("browser_session_id", UUID.class)),
                                ExtraClaims.ofText(row.get("claims", String.class)),
                                Optional.ofNullable(row.get("dpop_jkt", String.class))),
                        row.get("generation", Long.class),
                        row.get("authenticated_at", Instant.class),
                        Assurance.ofText(Optional.ofNullable(row.get("methods", String.class))),
                        row.get("rotated_at", Instant.class),
                        new SessionExpiry(
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
