// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import io.gatehouse.common.web.request.RequestContext;
import io.gatehouse.idp.SessionExpiry;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes the sessions of browsers in the database; every method runs in the caller's
 * transaction.
 */
@ApplicationScoped
public class BrowserSessionRepository {

    private static final String WITH_ACCOUNT =
            "SELECT browser_sessions.id AS browser_session_id, account_id, authenticated_at, methods,"
                    + " idle_expires_at, absolute_expires_at, "
                    + AccountRepository.COLUMNS
                    + " FROM browser_sessions JOIN accounts ON accounts.id = account_id ";

    private final AccountRepository accounts;
    private final Trail trail;

    /** A session that was looked up with its account, which may be disabled. */
    record Found(Visitor visitor, SessionExpiry expiry) {}

    @Inject
    BrowserSessionRepository(AccountRepository accounts, Trail trail) {
        this.accounts = accounts;
        this.trail = trail;
    }

    void insert(
            StatelessSession database,
            BrowserSession session,
            SecretHash secret,
            SessionExpiry expiry,
            AuditEvent event) {
        String sql =
                """
                WITH changed AS (
                    INSERT INTO browser_sessions (id, secret_hash, account_id, authenticated_at,
                        methods, idle_expires_at, absolute_expires_at, address, user_agent)
                    VALUES (:id, :hash, :account, :authenticated, :methods, :idle, :absolute,
                        :address, :userAgent)
                    RETURNING id)
                """
                        + Trail.APPEND;
        RequestContext request = RequestContext.current();
        trail.bind(database.createNativeMutationQuery(sql), event)
                .setParameter("id", session.id())
                .setParameter("hash", secret.bytes())
                .setParameter("account", session.account())
                .setParameter("authenticated", session.authenticatedAt())
                .setParameter("methods", session.assurance().text())
                .setParameter("idle", expiry.idle())
                .setParameter("absolute", expiry.absolute())
                .setParameter("address", request.clientAddress().orElse(null), String.class)
                .setParameter("userAgent", request.userAgent().orElse(null), String.class)
                .executeUpdate();
    }

    /** Gives a session a new secret and a later sign-in; its clients stay signed in. */
    void renew(
            StatelessSession database,
            BrowserSession session,
            SecretHash secret,
            SessionExpiry expiry,
            AuditEvent event) {
        String sql =
                """
                WITH changed AS (
                    UPDATE browser_sessions
                    SET secret_hash = :hash, authenticated_at = :authenticated,
                        methods = :methods,
                        idle_expires_at = :idle, absolute_expires_at = :absolute,
                        address = :address, user_agent = :userAgent
                    WHERE id = :id
                    RETURNING id)
                """
                        + Trail.APPEND;
        RequestContext request = RequestContext.current();
        trail.bind(database.createNativeMutationQuery(sql), event)
                .setParameter("id", session.id())
                .setParameter("hash", secret.bytes())
                .setParameter("authenticated", session.authenticatedAt())
                .setParameter("methods", session.assurance().text())
                .setParameter("idle", expiry.idle())
                .setParameter("absolute", expiry.absolute())
                .setParameter("address", request.clientAddress().orElse(null), String.class)
                .setParameter("userAgent", request.userAgent().orElse(null), String.class)
                .executeUpdate();
    }

    /** The session with this secret, if it has not expired. */
    Optional<BrowserSession> find(StatelessSession database, SecretHash secret, Instant now) {
        String sql =
                """
                SELECT id AS browser_session_id, account_id, authenticated_at, methods
                FROM browser_sessions
                WHERE secret_hash = :hash AND idle_expires_at > :now AND absolute_expires_at > :now
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("hash", secret.bytes())
                .setParameter("now", now)
                .getResultStream()
                .map(BrowserSessionRepository::read)
                .findFirst();
    }

    /** The same with its account, in one read. */
    Optional<Found> findWithAccount(StatelessSession database, SecretHash secret, Instant now) {
        String sql =
                WITH_ACCOUNT
                        + """
                        WHERE secret_hash = :hash AND idle_expires_at > :now
                            AND absolute_expires_at > :now
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("hash", secret.bytes())
                .setParameter("now", now)
                .getResultStream()
                .map(this::readWithAccount)
                .findFirst();
    }

    /** The session with this id, expired or not, and its account. */
    Optional<Found> findWithAccount(StatelessSession database, UUID id) {
        return database.createNativeQuery(
                        WITH_ACCOUNT + "WHERE browser_sessions.id = :id", Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(this::readWithAccount)
                .findFirst();
    }

    /** Records that a session was used. */
    void use(StatelessSession database, UUID id, Instant idle) {
        String sql = "UPDATE browser_sessions SET idle_expires_at = :idle WHERE id = :id";
        database.createNativeMutationQuery(sql)
                .setParameter("idle", idle)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Of these accounts, those that are signed in in more browsers than that. */
    public List<UUID> beyond(
            StatelessSession database, List<UUID> accounts, int most, Instant now) {
        String sql =
                """
                SELECT account_id FROM browser_sessions
                WHERE account_id IN (:accounts) AND idle_expires_at > :now
                GROUP BY account_id HAVING count(*) > :most
                """;
        return database.createNativeQuery(sql, UUID.class)
                .setParameterList("accounts", accounts)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }

    /**
     * The live sessions of an account beyond the number that were used last, at most as many as the
     * limit.
     */
    public List<UUID> unused(
            StatelessSession database, UUID account, int most, Instant now, int limit) {
        String sql =
                """
                SELECT id FROM browser_sessions
                WHERE account_id = :account AND idle_expires_at > :now
                ORDER BY idle_expires_at DESC, id OFFSET :most LIMIT :rows
                """;
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("most", most)
                .setParameter("rows", limit)
                .getResultList();
    }

    /** Deletes a session; returns its account, if it was there. */
    public Optional<UUID> delete(StatelessSession database, UUID id) {
        String sql = "DELETE FROM browser_sessions WHERE id = :id RETURNING account_id";
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    public void deleteAll(StatelessSession database, UUID account) {
        String sql = "DELETE FROM browser_sessions WHERE account_id = :account";
        database.createNativeMutationQuery(sql).setParameter("account", account).executeUpdate();
    }

    /** Deletes expired sessions, at most as many as the limit; returns their number. */
    public int deleteExpired(StatelessSession database, Instant now, int limit) {
        // Idle expiry is never later than absolute expiry, so one column is enough.
        String sql =
                """
                DELETE FROM browser_sessions WHERE id IN (
                    SELECT id FROM browser_sessions WHERE idle_expires_at < :now
                    ORDER BY idle_expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private Found readWithAccount(Tuple row) {
        return new Found(
                new Visitor(read(row), accounts.read(row, "account_id").account()),
                new SessionExpiry(
                        row.get("idle_expires_at", Instant.class),
                        row.get("absolute_expires_at", Instant.class)));
    }

    private static BrowserSession read(Tuple row) {
        return new BrowserSession(
                row.get("browser_session_id", UUID.class),
                row.get("account_id", UUID.class),
                row.get("authenticated_at", Instant.class),
                Assurance.ofText(Optional.ofNullable(row.get("methods", String.class))));
    }
}
