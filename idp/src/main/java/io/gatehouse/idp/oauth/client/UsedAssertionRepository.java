// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Keeps the ids of used assertions; every method runs in the caller's transaction. */
@ApplicationScoped
class UsedAssertionRepository {

    /**
     * Records an assertion as used; returns false when it was before. The condition ensures that of
     * 100 requests with one assertion a single one counts.
     *
     * @param end from when on the assertion would be refused as expired
     */
    boolean insert(StatelessSession database, SecretHash id, Instant end) {
        String sql =
                """
                INSERT INTO used_assertions (hash, expires_at) VALUES (:hash, :end)
                ON CONFLICT (hash) DO NOTHING
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("hash", id.bytes())
                        .setParameter("end", end)
                        .executeUpdate()
                == 1;
    }

    /** Deletes those that expired before a time, at most as many as the limit. */
    int deleteExpired(StatelessSession database, Instant before, int limit) {
        String sql =
                """
                DELETE FROM used_assertions WHERE hash IN (
                    SELECT hash FROM used_assertions WHERE expires_at < :before
                    ORDER BY expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .executeUpdate();
    }
}
