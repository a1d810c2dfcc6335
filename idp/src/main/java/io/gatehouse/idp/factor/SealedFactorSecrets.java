// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.idp.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;

/** The secrets of all second factors, as they are at rest. */
@ApplicationScoped
class SealedFactorSecrets implements SealedTable {

    @Override
    public String what() {
        return "second factors";
    }

    @Override
    public String beforeAll() {
        return new UUID(0, 0).toString();
    }

    @Override
    public String context(String id) {
        return StoredSecret.context(id);
    }

    @Override
    public NativeQuery<Long> count(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM second_factors
                WHERE substring(secret_sealed, 1, :length) <> :mark
                """;
        return session.createNativeQuery(sql, Long.class);
    }

    @Override
    public NativeQuery<Tuple> find(StatelessSession session) {
        String sql =
                """
                SELECT CAST(id AS TEXT) AS id, secret_sealed AS sealed FROM second_factors
                WHERE id > CAST(:after AS UUID)
                    AND substring(secret_sealed, 1, :length) <> :mark
                ORDER BY second_factors.id LIMIT :rows
                """;
        return session.createNativeQuery(sql, Tuple.class);
    }

    @Override
    public MutationQuery replace(StatelessSession session) {
        String sql =
                """
                UPDATE second_factors SET secret_sealed = :sealed
                WHERE id = CAST(:id AS UUID) AND secret_sealed = :old
                """;
        return session.createNativeMutationQuery(sql);
    }
}
