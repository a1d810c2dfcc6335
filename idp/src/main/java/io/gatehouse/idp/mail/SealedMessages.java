// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.idp.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;

/** The messages of {@link SealedOutbox}, as they are at rest: in hexadecimal digits. */
@ApplicationScoped
class SealedMessages implements SealedTable {

    static final String CONTEXT = "mail-message";

    @Override
    public String what() {
        return "messages about mails";
    }

    @Override
    public String beforeAll() {
        return new UUID(0, 0).toString();
    }

    @Override
    public String context(String id) {
        return CONTEXT;
    }

    @Override
    public NativeQuery<Long> count(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM outbox_message
                WHERE topic IN ('mail', 'password-reset')
                    AND substring(payload, 1, 2 * :length) <> encode(:mark, 'hex')
                """;
        return session.createNativeQuery(sql, Long.class);
    }

    @Override
    public NativeQuery<Tuple> find(StatelessSession session) {
        String sql =
                """
                SELECT CAST(id AS TEXT) AS id, decode(payload, 'hex') AS sealed FROM outbox_message
                WHERE topic IN ('mail', 'password-reset') AND id > CAST(:after AS UUID)
                    AND substring(payload, 1, 2 * :length) <> encode(:mark, 'hex')
                ORDER BY outbox_message.id LIMIT :rows
                """;
        return session.createNativeQuery(sql, Tuple.class);
    }

    @Override
    public MutationQuery replace(StatelessSession session) {
        String sql =
                """
                UPDATE outbox_message SET payload = encode(:sealed, 'hex')
                WHERE topic IN ('mail', 'password-reset') AND id = CAST(:id AS UUID)
                    AND payload = encode(:old, 'hex')
                """;
        return session.createNativeMutationQuery(sql);
    }
}
