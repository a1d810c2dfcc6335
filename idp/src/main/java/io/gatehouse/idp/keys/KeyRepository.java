// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Reads and writes signing keys in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class KeyRepository {

    /** Those of algorithms that are known here: a later version may have made others. */
    List<SealedKey> all(StatelessSession session) {
        String sql =
                """
                SELECT kid, algorithm, state, private_sealed, created_at, activated_at, retired_at
                FROM signing_keys
                ORDER BY created_at DESC, kid
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .getResultStream()
                .filter(row -> KeyAlgorithm.isKnown(row.get("algorithm", String.class)))
                .map(KeyRepository::read)
                .toList();
    }

    /**
     * Inserts a key; false when another instance was first: of an algorithm at most one is ACTIVE,
     * one PENDING.
     */
    boolean insert(StatelessSession session, SealedKey key) {
        String sql =
                """
                INSERT INTO signing_keys (kid, algorithm, state, private_sealed, created_at,
                    activated_at)
                VALUES (:kid, :algorithm, :state, :sealed, :created, :activated)
                ON CONFLICT DO NOTHING
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("kid", key.info().kid())
                        .setParameter("algorithm", key.info().algorithm().name())
                        .setParameter("state", key.info().state().name())
                        .setParameter("sealed", key.sealed())
                        .setParameter("created", key.info().createdAt())
                        .setParameter(
                                "activated", key.info().activatedAt().orElse(null), Instant.class)
                        .executeUpdate()
                == 1;
    }

    void retireActive(StatelessSession session, KeyAlgorithm algorithm, Instant now) {
        String sql =
                """
                UPDATE signing_keys SET state = 'RETIRED', retired_at = :now
                WHERE algorithm = :algorithm AND state = 'ACTIVE'
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("algorithm", algorithm.name())
                .executeUpdate();
    }

    /** Activates a key; returns false when it is no longer PENDING. */
    boolean activate(StatelessSession session, String kid, Instant now) {
        String sql =
                """
                UPDATE signing_keys SET state = 'ACTIVE', activated_at = :now
                WHERE kid = :kid AND state = 'PENDING'
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("now", now)
                        .setParameter("kid", kid)
                        .executeUpdate()
                == 1;
    }

    boolean delete(StatelessSession session, String kid) {
        return session.createNativeMutationQuery("DELETE FROM signing_keys WHERE kid = :kid")
                        .setParameter("kid", kid)
                        .executeUpdate()
                == 1;
    }

    private static SealedKey read(Tuple row) {
        KeyInfo info =
                new KeyInfo(
                        row.get("kid", String.class),
                        KeyAlgorithm.valueOf(row.get("algorithm", String.class)),
                        KeyState.valueOf(row.get("state", String.class)),
                        row.get("created_at", Instant.class),
                        Optional.ofNullable(row.get("activated_at", Instant.class)),
                        Optional.ofNullable(row.get("retired_at", Instant.class)));
        return new SealedKey(info, row.get("private_sealed", byte[].class));
    }
}
