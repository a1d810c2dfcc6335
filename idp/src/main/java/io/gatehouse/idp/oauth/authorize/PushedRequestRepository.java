// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Reads and writes pushed requests; every method runs in the caller's transaction. */
@ApplicationScoped
class PushedRequestRepository {

    void insert(
            StatelessSession database,
            SecretHash hash,
            String client,
            byte[] sealed,
            Instant expiresAt) {
        String sql =
                """
                INSERT INTO pushed_requests (hash, client_id, parameters_sealed, expires_at)
                VALUES (:hash, :client, :sealed, :expires)
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("hash", hash.bytes())
                .setParameter("client", client)
                .setParameter("sealed", sealed)
                .setParameter("expires", expiresAt)
                .executeUpdate();
    }

    /** The sealed parameters of a request that this client has pushed and that has not expired. */
    Optional<byte[]> find(StatelessSession database, SecretHash hash, String client, Instant now) {
        String sql =
                """
                SELECT parameters_sealed FROM pushed_requests
                WHERE hash = :hash AND client_id = :client AND expires_at > :now
                """;
        return database.createNativeQuery(sql, byte[].class)
                .setParameter("hash", hash.bytes())
                .setParameter("client", client)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** Deletes requests that expired before a time, at most as many as the limit. */
    int deleteExpired(StatelessSession database, Instant before, int limit) {
        String sql =
                """
                DELETE FROM pushed_requests WHERE hash IN (
                    SELECT hash FROM pushed_requests WHERE expires_at < :before
                    ORDER BY expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .executeUpdate();
    }
}
