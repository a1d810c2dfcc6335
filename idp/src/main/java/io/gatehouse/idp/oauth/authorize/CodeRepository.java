// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.session.AudienceColumn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes codes in the database; every method runs in the caller's transaction. */
@ApplicationScoped
public class CodeRepository {

    void insert(StatelessSession database, SecretHash hash, AuthorizationCode code) {
        String sql =
                """
                INSERT INTO authorization_codes (hash, client_id, redirect_uri, challenge, dpop_jkt,
                    scope, audiences, nonce, browser_session_id, authenticated_at, expires_at,
                    claims)
                VALUES (:hash, :client, :redirect, :challenge, :key, :scope, :audiences, :nonce,
                    :browser, :authenticated, :expires, :claims)
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("hash", hash.bytes())
                .setParameter("client", code.binding().client())
                .setParameter("redirect", code.binding().redirectUri())
                .setParameter("challenge", code.binding().challenge())
                .setParameter("key", code.binding().key().orElse(null), String.class)
                .setParameter("scope", code.scope())
                .setParameter("audiences", AudienceColumn.text(code.audiences()))
                .setParameter("nonce", code.nonce().orElse(null), String.class)
                .setParameter("browser", code.browser())
                .setParameter("authenticated", code.authenticatedAt())
                .setParameter("expires", code.expiresAt())
                .setParameter("claims", code.claims().text())
                .executeUpdate();
    }

    public Optional<AuthorizationCode> find(StatelessSession database, SecretHash hash) {
        String sql =
                """
                SELECT client_id, redirect_uri, challenge, dpop_jkt, scope, audiences, nonce,
                    browser_session_id, authenticated_at, expires_at, session_id, claims
                FROM authorization_codes WHERE hash = :hash
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("hash", hash.bytes())
                .getResultStream()
                .map(CodeRepository::read)
                .findFirst();
    }

    /**
     * Marks a code as exchanged; returns false when it was before. The condition ensures that of
     * 100 requests with one code a single one gets a session.
     */
    public boolean use(StatelessSession database, SecretHash hash, UUID session) {
        String sql =
                """
                UPDATE authorization_codes SET session_id = :session
                WHERE hash = :hash AND session_id IS NULL
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("session", session)
                        .setParameter("hash", hash.bytes())
                        .executeUpdate()
                == 1;
    }

    /** Deletes codes that expired before a time, at most as many as the limit. */
    int deleteExpired(StatelessSession database, Instant before, int limit) {
        String sql =
                """
                DELETE FROM authorization_codes WHERE hash IN (
                    SELECT hash FROM authorization_codes WHERE expires_at < :before
                    ORDER BY expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static AuthorizationCode read(Tuple row) {
        return new AuthorizationCode(
                new AuthorizationCode.Binding(
                        row.get("client_id", String.class),
                        row.get("redirect_uri", String.class),
                        row.get("challenge", String.class),
                        Optional.ofNullable(row.get("dpop_jkt", String.class))),
                row.get("scope", String.class),
                AudienceColumn.read(row),
                Optional.ofNullable(row.get("nonce", String.class)),
                row.get("browser_session_id", UUID.class),
                row.get("authenticated_at", Instant.class),
                row.get("expires_at", Instant.class),
                Optional.ofNullable(row.get("session_id", UUID.class)),
                ExtraClaims.ofText(row.get("claims", String.class)));
    }
}
