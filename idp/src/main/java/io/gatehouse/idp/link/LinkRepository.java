// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.idp.account.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes links in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class LinkRepository {

    private final SealingKeys keys;

    @Inject
    LinkRepository(SealingKeys keys) {
        this.keys = keys;
    }

    /** Inserts a link; false when there is one of that id. */
    boolean insert(StatelessSession session, Link link, byte[] hash, Instant expiry) {
        String sql =
                """
                INSERT INTO mail_links (id, hash, purpose, account_id, email_sealed,
                    password_version, expires_at)
                VALUES (:id, :hash, :purpose, :account, :sealed, :version, :expiry)
                ON CONFLICT DO NOTHING
                """;
        byte[] sealed =
                keys.seal(
                        link.address().text().getBytes(UTF_8),
                        SealedLinks.contextOf(link.id().toString()));
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", link.id())
                        .setParameter("hash", hash)
                        .setParameter("purpose", link.purpose().name())
                        .setParameter("account", link.account())
                        .setParameter("sealed", sealed)
                        .setParameter("version", link.passwordVersion())
                        .setParameter("expiry", expiry)
                        .executeUpdate()
                == 1;
    }

    Optional<Link> find(StatelessSession session, byte[] hash, Instant now) {
        String sql =
                """
                SELECT id, purpose, account_id, email_sealed, password_version FROM mail_links
                WHERE hash = :hash AND expires_at > :now
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("hash", hash)
                .setParameter("now", now)
                .getResultStream()
                .map(this::read)
                .findFirst();
    }

    private Link read(Tuple row) {
        UUID id = row.get("id", UUID.class);
        byte[] sealed = row.get("email_sealed", byte[].class);
        return new Link(
                id,
                LinkPurpose.valueOf(row.get("purpose", String.class)),
                row.get("account_id", UUID.class),
                new EmailAddress(
                        new String(keys.open(sealed, SealedLinks.contextOf(id.toString())), UTF_8)),
                row.get("password_version", Long.class));
    }

    /** Deletes a link; false when somebody has before. */
    boolean delete(StatelessSession session, UUID id) {
        return session.createNativeMutationQuery("DELETE FROM mail_links WHERE id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** Deletes links that have expired, at most as many as the limit; returns their number. */
    int deleteExpired(StatelessSession session, Instant now, int limit) {
        String sql =
                """
                DELETE FROM mail_links WHERE id IN (
                    SELECT id FROM mail_links WHERE expires_at < :now
                    ORDER BY expires_at LIMIT :rows)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("rows", limit)
                .executeUpdate();
    }
}
