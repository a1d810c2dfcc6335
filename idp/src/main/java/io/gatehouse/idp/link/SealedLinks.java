// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.link;

import io.gatehouse.idp.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;

/** The addresses of all links, as they are at rest. */
@ApplicationScoped
class SealedLinks implements SealedTable {

    static String contextOf(String id) {
        return "mail-link:" + id;
    }

    @Override
    public String what() {
        return "addresses of links";
    }

    @Override
    public String beforeAll() {
        return new UUID(0, 0).toString();
    }

    @Override
    public String context(String id) {
        return contextOf(id);
    }

    @Override
    public NativeQuery<Long> count(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM mail_links
                WHERE substring(email_sealed, 1, :length) <> :mark
                """;
        return session.createNativeQuery(sql, Long.class);
    }

    @Override
    public NativeQuery<Tuple> find(StatelessSession session) {
        String sql =
                """
                SELECT CAST(id AS TEXT) AS id, email_sealed AS sealed FROM mail_links
                WHERE id > CAST(:after AS UUID)
                    AND substring(email_sealed, 1, :length) <> :mark
                ORDER BY mail_links.id LIMIT :rows
                """;
        return session.createNativeQuery(sql, Tuple.class);
    }

    @Override
    public MutationQuery replace(StatelessSession session) {
        String sql =
                """
                UPDATE mail_links SET email_sealed = :sealed
                WHERE id = CAST(:id AS UUID) AND email_sealed = :old
                """;
        return session.createNativeMutationQuery(sql);
    }
}
