// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.idp.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;

/** The private halves of the signing keys, as they are at rest. */
@ApplicationScoped
class SealedPrivateKeys implements SealedTable {

    @Override
    public String what() {
        return "signing keys";
    }

    @Override
    public String beforeAll() {
        return "";
    }

    @Override
    public String context(String id) {
        return SigningKey.context(id);
    }

    @Override
    public NativeQuery<Long> count(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM signing_keys
                WHERE substring(private_sealed, 1, :length) <> :mark
                """;
        return session.createNativeQuery(sql, Long.class);
    }

    @Override
    public NativeQuery<Tuple> find(StatelessSession session) {
        String sql =
                """
                SELECT kid AS id, private_sealed AS sealed FROM signing_keys
                WHERE kid > :after AND substring(private_sealed, 1, :length) <> :mark
                ORDER BY kid LIMIT :rows
                """;
        return session.createNativeQuery(sql, Tuple.class);
    }

    @Override
    public MutationQuery replace(StatelessSession session) {
        String sql =
                """
                UPDATE signing_keys SET private_sealed = :sealed
                WHERE kid = :id AND private_sealed = :old
                """;
        return session.createNativeMutationQuery(sql);
    }
}
