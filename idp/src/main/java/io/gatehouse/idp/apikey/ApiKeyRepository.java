// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes API keys in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class ApiKeyRepository {

    private final KeyedHash hash;
    private final AccountRepository accounts;
    private final Trail trail;

    @Inject
    ApiKeyRepository(KeyedHash hash, AccountRepository accounts, Trail trail) {
        this.hash = hash.purpose("api-key");
        this.accounts = accounts;
        this.trail = trail;
    }

    long count(StatelessSession database, UUID account) {
        String sql = "SELECT count(*) FROM api_keys WHERE account_id = :account";
        return database.createNativeQuery(sql, Long.class)
                .setParameter("account", account)
                .getSingleResult();
    }

    /**
     * Inserts a key.
     *
     * @param found the session in which it is made
     * @return false when the account has one of that name
     */
    boolean insert(StatelessSession database, Sessions.Found found, KeyInfo info, ApiKey key) {
        UUID account = found.account().id();
        String sql =
                """
                WITH changed AS (
                    INSERT INTO api_keys (id, account_id, hash, prefix, name, roles, methods,
                        created_at, expires_at)
                    VALUES (:id, :account, :hash, :prefix, :name, :roles, :methods,
                        :created, :expires)
                    ON CONFLICT (account_id, name) DO NOTHING
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event =
                AuditEvent.of(EventKind.API_KEY_MADE, account)
                        .entity(info.id().toString())
                        .with(EventKind.ROLES, String.join(" ", info.roles()));
        return trail.bind(database.createNativeMutationQuery(sql), event)
                        .setParameter("id", info.id())
                        .setParameter("account", account)
                        .setParameter("hash", hash.hash(key.text()))
                        .setParameter("prefix", info.prefix())
                        .setParameter("name", info.name())
                        .setParameter("roles", String.join(" ", info.roles()))
                        .setParameter("methods", found.family().session().assurance().text())
                        .setParameter("created", info.createdAt())
                        .setParameter("expires", info.expiresAt())
                        .executeUpdate()
                == 1;
    }

    List<UUID> ids(StatelessSession database, UUID account) {
        String sql = "SELECT id FROM api_keys WHERE account_id = :account";
        return database.createNativeQuery(sql, UUID.class)
                .setParameter("account", account)
                .getResultList();
    }

    /** The keys of a page, newest first, and one more when there is a next page. */
    List<KeyInfo> page(StatelessSession database, UUID account, PageQuery query) {
        String sql =
                """
                SELECT id AS key_id, name, prefix, roles AS key_roles, created_at AS key_created_at,
                    expires_at, last_used_at
                FROM api_keys
                WHERE account_id = :account AND (created_at, id) < (:time, :id)
                ORDER BY created_at DESC, id DESC
                LIMIT :rows
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .setParameter("time", query.after().createdAt())
                .setParameter("id", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(ApiKeyRepository::read)
                .toList();
    }

    /** The key with this text, unless it has expired, and its owner. */
    Optional<KeyUse> find(StatelessSession database, ApiKey key, Instant now) {
        String sql =
                "SELECT key_id, account_id, name, prefix, key_roles, methods, key_created_at, expires_at,"
                        + " last_used_at, "
                        + AccountRepository.COLUMNS
                        + """
                        FROM (
                            SELECT id AS key_id, account_id, name, prefix, roles AS key_roles, methods,
                                created_at AS key_created_at, expires_at, last_used_at
                            FROM api_keys
                            WHERE hash = :hash AND expires_at > :now) AS found
                        JOIN accounts ON accounts.id = account_id
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("hash", hash.hash(key.text()))
                .setParameter("now", now)
                .getResultStream()
                .map(row ->
                        new KeyUse(
                                read(row),
                                Assurance.ofText(Optional.of(row.get("methods", String.class))),
                                accounts.read(row, "account_id").account()))
                .findFirst();
    }

    /** Notes a use, unless a later one than this has been noted. */
    void use(StatelessSession database, UUID id, Instant now) {
        String sql =
                """
                UPDATE api_keys SET last_used_at = :now
                WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :now)
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Deletes a key of an account; returns whether it was there. */
    boolean delete(StatelessSession database, UUID account, UUID id) {
        String sql =
                """
                WITH changed AS (
                    DELETE FROM api_keys WHERE id = :id AND account_id = :account
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.API_KEY_REVOKED, account).entity(id.toString());
        return trail.bind(database.createNativeMutationQuery(sql), event)
                        .setParameter("id", id)
                        .setParameter("account", account)
                        .executeUpdate()
                == 1;
    }

    /** Deletes expired keys, at most as many as the limit; returns their number. */
    int deleteExpired(StatelessSession database, Instant now, int limit) {
        String sql =
                """
                DELETE FROM api_keys WHERE id IN (
                    SELECT id FROM api_keys WHERE expires_at < :now
                    ORDER BY expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static KeyInfo read(Tuple row) {
        return new KeyInfo(
                row.get("key_id", UUID.class),
                row.get("name", String.class),
                row.get("prefix", String.class),
                List.of(row.get("key_roles", String.class).split(" ")),
                row.get("key_created_at", Instant.class),
                row.get("expires_at", Instant.class),
                Optional.ofNullable(row.get("last_used_at", Instant.class)));
    }
}
