// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes accounts in the database; every method runs in the caller's transaction. */
@ApplicationScoped
public class AccountRepository {

    /** What {@link #read} needs beside the id, for rows that an account is joined to. */
    public static final String COLUMNS =
            """
            username, email_sealed, email_verified, password_hash, password_version, roles, enabled,
                not_before,
                EXISTS (SELECT 1 FROM second_factors
                    WHERE second_factors.account_id = accounts.id AND enrolled) AS second_factor,
                created_at, updated_at
            """;

    private static final String SELECT = "SELECT id, " + COLUMNS + " FROM accounts ";

    private final EmailVault vault;
    private final Trail trail;

    @Inject
    AccountRepository(EmailVault vault, Trail trail) {
        this.vault = vault;
        this.trail = trail;
    }

    /** Inserts an account; returns false when its user name or e-mail address is taken. */
    public boolean insert(StatelessSession session, NewAccount account, String passwordHash) {
        String sql =
                """
                WITH changed AS (
                    INSERT INTO accounts (id, username, email_lookup, email_sealed, email_verified,
                        password_hash, password_version, roles, enabled, not_before, created_at,
                        updated_at)
                    VALUES (:id, :username, :lookup, :sealed, FALSE, :hash, 0, :roles, TRUE, 0,
                        :now, :now)
                    ON CONFLICT DO NOTHING
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.ACCOUNT_CREATED, account.id());
        return trail.bind(session.createNativeMutationQuery(sql), event)
                        .setParameter("id", account.id())
                        .setParameter("username", account.username().text())
                        .setParameter("lookup", vault.lookup(account.email()))
                        .setParameter("sealed", vault.seal(account.email(), account.id()))
                        .setParameter("hash", passwordHash)
                        .setParameter("roles", account.roles().text())
                        .setParameter("now", account.createdAt())
                        .executeUpdate()
                == 1;
    }

    public Optional<StoredAccount> byUsername(StatelessSession session, String username) {
        return session.createNativeQuery(SELECT + "WHERE username = :username", Tuple.class)
                .setParameter("username", username)
                .getResultStream()
                .map(row -> read(row, "id"))
                .findFirst();
    }

    public Optional<StoredAccount> byEmail(StatelessSession session, EmailAddress email) {
        return session.createNativeQuery(SELECT + "WHERE email_lookup = :lookup", Tuple.class)
                .setParameter("lookup", vault.lookup(email))
                .getResultStream()
                .map(row -> read(row, "id"))
                .findFirst();
    }

    public Optional<StoredAccount> byId(StatelessSession session, UUID id) {
        return session.createNativeQuery(SELECT + "WHERE id = :id", Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(row -> read(row, "id"))
                .findFirst();
    }

    /**
     * The account with this id.
     *
     * @throws ProblemException {@code not_found}
     */
    public StoredAccount demand(StatelessSession session, UUID id) {
        return byId(session, id)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    /** The accounts of a page, newest first, and one more when there is a next page. */
    public List<Account> page(StatelessSession session, AccountQuery query) {
        String sql =
                SELECT
                        + """
                        WHERE (created_at, id) < (:time, :id) AND strpos(username, :part) > 0
                        ORDER BY created_at DESC, id DESC
                        LIMIT :rows
                        """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("time", query.page().after().createdAt())
                .setParameter("id", query.page().after().id())
                .setParameter("part", query.part())
                .setParameter("rows", query.page().rows())
                .getResultStream()
                .map(row -> read(row, "id"))
                .map(StoredAccount::account)
                .toList();
    }

    /** Whether there is another enabled account with the role admin. */
    boolean hasOtherAdmin(StatelessSession session, UUID id) {
        String sql = "SELECT count(*) FROM accounts WHERE admin AND enabled AND id <> :id";
        return session.createNativeQuery(sql, Long.class).setParameter("id", id).getSingleResult()
                > 0;
    }

    /** Stores the roles, the enabled flag and the not-before of an account. */
    public void update(StatelessSession session, Account account, AuditEvent event) {
        String sql =
                """
                WITH changed AS (
                    UPDATE accounts SET roles = :roles, enabled = :enabled,
                        not_before = :notBefore, updated_at = :now
                    WHERE id = :id
                    RETURNING id)
                """
                        + Trail.APPEND;
        trail.bind(session.createNativeMutationQuery(sql), event)
                .setParameter("roles", account.roles().text())
                .setParameter("enabled", account.enabled())
                .setParameter("notBefore", account.notBefore())
                .setParameter("now", account.updatedAt())
                .setParameter("id", account.id())
                .executeUpdate();
    }

    /** Stores a new password; returns false when it was changed since the version was read. */
    public boolean changePassword(
            StatelessSession session, StoredAccount changed, String passwordHash) {
        String sql =
                """
                WITH changed AS (
                    UPDATE accounts SET password_hash = :hash, password_version = :version + 1,
                        not_before = :notBefore, updated_at = :now
                    WHERE id = :id AND password_version = :version
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.PASSWORD_CHANGED, changed.account().id());
        return trail.bind(session.createNativeMutationQuery(sql), event)
                        .setParameter("hash", passwordHash)
                        .setParameter("version", changed.passwordVersion())
                        .setParameter("notBefore", changed.account().notBefore())
                        .setParameter("now", changed.account().updatedAt())
                        .setParameter("id", changed.account().id())
                        .executeUpdate()
                == 1;
    }

    /** Deletes an account, and with it its sessions and consents. */
    public void delete(StatelessSession session, UUID id) {
        String sql =
                """
                WITH changed AS (DELETE FROM accounts WHERE id = :id RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.ACCOUNT_DELETED, id);
        trail.bind(session.createNativeMutationQuery(sql), event)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Stores a new hash of the same password, so version and times stay. */
    public void rehash(StatelessSession session, StoredAccount account, String passwordHash) {
        String sql =
                """
                UPDATE accounts SET password_hash = :hash
                WHERE id = :id AND password_version = :version
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("hash", passwordHash)
                .setParameter("id", account.account().id())
                .setParameter("version", account.passwordVersion())
                .executeUpdate();
    }

    /**
     * The account in a row with all columns of an account.
     *
     * @param idColumn that with its id
     */
    public StoredAccount read(Tuple row, String idColumn) {
        UUID id = row.get(idColumn, UUID.class);
        Account account =
                new Account(
                        id,
                        row.get("username", String.class),
                        vault.open(row.get("email_sealed", byte[].class), id),
                        row.get("email_verified", Boolean.class),
                        Roles.ofText(row.get("roles", String.class)),
                        row.get("enabled", Boolean.class),
                        row.get("not_before", Long.class),
                        row.get("second_factor", Boolean.class),
                        row.get("created_at", Instant.class),
                        row.get("updated_at", Instant.class));
        return new StoredAccount(
                account,
                row.get("password_hash", String.class),
                row.get("password_version", Long.class));
    }
}
