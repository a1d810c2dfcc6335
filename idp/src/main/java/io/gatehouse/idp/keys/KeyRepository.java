// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Signing keys in the database; every method runs inside the transaction of its caller. */
@ApplicationScoped
class KeyRepository {

    List<SealedKey> all(StatelessSession session) {
        String sql =
                """
                SELECT kid, state, private_sealed, created_at, activated_at, retired_at
                FROM signing_keys
                ORDER BY created_at DESC, kid
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .getResultStream()
                .map(KeyRepository::read)
                .toList();
    }

    /** False when another instance was quicker: there is one ACTIVE and one PENDING key at most. */
    boolean insert(StatelessSession session, SealedKey key) {
        String sql =
                """
                INSERT INTO signing_keys (kid, state, private_sealed, created_at, activated_at)
                VALUES (:kid, :state, :sealed, :created, :activated)
                ON CONFLICT DO NOTHING
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("kid", key.info().kid())
                        .setParameter("state", key.info().state().name())
                        .setParameter("sealed", key.sealed())
                        .setParameter("created", key.info().createdAt())
                        .setParameter(
                                "activated", key.info().activatedAt().orElse(null), Instant.class)
                        .executeUpdate()
                == 1;
    }

    void retireActive(StatelessSession session, Instant now) {
        String sql =
                """
                UPDATE signing_keys SET state = 'RETIRED', retired_at = :now
                WHERE state = 'ACTIVE'
                """;
        session.createNativeMutationQuery(sql).setParameter("now", now).executeUpdate();
    }

    /** False when the key is not the next one any more. */
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
                        KeyState.valueOf(row.get("state", String.class)),
                        row.get("created_at", Instant.class),
                        Optional.ofNullable(row.get("activated_at", Instant.class)),
                        Optional.ofNullable(row.get("retired_at", Instant.class)));
        return new SealedKey(info, row.get("private_sealed", byte[].class));
    }
}
