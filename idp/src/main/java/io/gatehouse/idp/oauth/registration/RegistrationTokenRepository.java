// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes initial and registration access tokens in the database; every method runs in the
 * caller's transaction.
 */
@ApplicationScoped
class RegistrationTokenRepository {

    /** When the token of a client expires that is not removed. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    void insertInitial(StatelessSession database, InitialToken token, SecretHash hash) {
        String sql =
                """
                INSERT INTO registration_tokens
                    (hash, uses_left, expires_at, id, created_at, made_by)
                VALUES (:hash, :uses, :expires, :id, :created, :maker)
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("hash", hash.bytes())
                .setParameter("uses", token.uses())
                .setParameter("expires", token.expiresAt())
                .setParameter("id", token.id())
                .setParameter("created", token.createdAt())
                .setParameter("maker", token.madeBy().orElse(null), UUID.class)
                .executeUpdate();
    }

    /**
     * The initial access tokens of a page that still register a client, newest first, and one more
     * when there is a next page.
     */
    List<InitialToken> initial(StatelessSession database, PageQuery query, Instant now) {
        String sql =
                """
                SELECT t.id, t.made_by, a.username, t.created_at, t.expires_at, t.uses_left
                FROM registration_tokens t LEFT JOIN accounts a ON a.id = t.made_by
                WHERE t.client_id IS NULL AND t.uses_left > 0 AND t.expires_at > :now
                    AND (t.created_at, t.id) < (:time, :id)
                ORDER BY t.created_at DESC, t.id DESC
                LIMIT :rows
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("now", now)
                .setParameter("time", query.after().createdAt())
                .setParameter("id", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(RegistrationTokenRepository::read)
                .toList();
    }

    private static InitialToken read(Tuple row) {
        return new InitialToken(
                row.get("id", UUID.class),
                Optional.ofNullable(row.get("made_by", UUID.class)),
                Optional.ofNullable(row.get("username", String.class)),
                row.get("created_at", Instant.class),
                row.get("expires_at", Instant.class),
                Math.toIntExact(row.get("uses_left", Long.class)));
    }

    /** Deletes an initial access token; returns whether it was there. */
    boolean deleteInitial(StatelessSession database, UUID id) {
        String sql = "DELETE FROM registration_tokens WHERE id = :id AND client_id IS NULL";
        return database.createNativeMutationQuery(sql).setParameter("id", id).executeUpdate() == 1;
    }

    /** Whether an initial access token registers one more client. */
    boolean admits(StatelessSession database, SecretHash hash, Instant now) {
        String sql =
                """
                SELECT count(*) FROM registration_tokens
                WHERE hash = :hash AND client_id IS NULL AND uses_left > 0 AND expires_at > :now
                """;
        return database.createNativeQuery(sql, Long.class)
                        .setParameter("hash", hash.bytes())
                        .setParameter("now", now)
                        .getSingleResult()
                == 1;
    }

    /**
     * Uses an initial access token once; returns false when it admits no more. The condition
     * ensures that of 100 requests with one token no more register than it is good for.
     */
    boolean use(StatelessSession database, SecretHash hash, Instant now) {
        String sql =
                """
                UPDATE registration_tokens SET uses_left = uses_left - 1
                WHERE hash = :hash AND client_id IS NULL AND uses_left > 0 AND expires_at > :now
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("hash", hash.bytes())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Inserts the token that manages a client. */
    void insert(StatelessSession database, SecretHash hash, String client) {
        String sql =
                """
                INSERT INTO registration_tokens (hash, client_id, uses_left, expires_at)
                VALUES (:hash, :client, 0, :never)
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("hash", hash.bytes())
                .setParameter("client", client)
                .setParameter("never", NEVER)
                .executeUpdate();
    }

    /** Whether a token manages a client, if that is still there. */
    boolean manages(StatelessSession database, SecretHash hash, String client) {
        String sql =
                """
                SELECT count(*) FROM registration_tokens
                WHERE hash = :hash AND client_id = :client
                """;
        return database.createNativeQuery(sql, Long.class)
                        .setParameter("hash", hash.bytes())
                        .setParameter("client", client)
                        .getSingleResult()
                == 1;
    }

    /** Whether a client was registered, and is not one of the operator's file. */
    boolean isRegistered(StatelessSession database, String client) {
        String sql = "SELECT count(*) FROM registration_tokens WHERE client_id = :client";
        return database.createNativeQuery(sql, Long.class)
                        .setParameter("client", client)
                        .getSingleResult()
                > 0;
    }

    /** Ends the token of a client that is removed; its row stays for a while. */
    void end(StatelessSession database, String client, Instant until) {
        String sql =
                """
                UPDATE registration_tokens SET expires_at = :until
                WHERE client_id = :client
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("until", until)
                .setParameter("client", client)
                .executeUpdate();
    }

    /** The clients that were removed a while ago at most; one that is there again is none. */
    List<String> removed(StatelessSession database, Instant now) {
        String sql =
                """
                SELECT client_id FROM registration_tokens
                WHERE expires_at > :now AND expires_at < :never AND client_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM clients WHERE clients.id = registration_tokens.client_id)
                """;
        return database.createNativeQuery(sql, String.class)
                .setParameter("now", now)
                .setParameter("never", NEVER)
                .getResultList();
    }

    /** Deletes those that expired before a time, at most as many as the limit. */
    int deleteExpired(StatelessSession database, Instant before, int limit) {
        String sql =
                """
                DELETE FROM registration_tokens WHERE hash IN (
                    SELECT hash FROM registration_tokens WHERE expires_at < :before
                    ORDER BY expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .executeUpdate();
    }
}
