// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes consents in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class ConsentRepository {

    private static final String SELECT =
            """
            SELECT consents.id, client_id, coalesce(metadata ->> 'client_name', client_id) AS name,
                scope, granted_at
            FROM consents JOIN clients ON clients.id = client_id
            """;

    private final Trail trail;

    @Inject
    ConsentRepository(Trail trail) {
        this.trail = trail;
    }

    Optional<Consent> find(StatelessSession database, UUID account, String client) {
        String sql = SELECT + "WHERE account_id = :account AND client_id = :client";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .setParameter("client", client)
                .getResultStream()
                .map(ConsentRepository::read)
                .findFirst();
    }

    /** The consents of a page, newest first, and one more when there is a next page. */
    List<Consent> page(StatelessSession database, UUID account, PageQuery query) {
        String sql =
                SELECT
                        + """
                        WHERE account_id = :account AND (granted_at, consents.id) < (:time, :id)
                        ORDER BY granted_at DESC, consents.id DESC
                        LIMIT :rows
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .setParameter("time", query.after().createdAt())
                .setParameter("id", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(ConsentRepository::read)
                .toList();
    }

    /** Stores a consent; it replaces the one that the account has given the client before. */
    void put(StatelessSession database, UUID account, String client, String scope, Instant now) {
        String sql =
                """
                WITH changed AS (
                    INSERT INTO consents (id, account_id, client_id, scope, granted_at)
                    VALUES (:id, :account, :client, :scope, :now)
                    ON CONFLICT (account_id, client_id) DO UPDATE
                    SET scope = excluded.scope, granted_at = excluded.granted_at
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event =
                AuditEvent.of(EventKind.CONSENT_GIVEN, account).entity(client).with("scope", scope);
        trail.bind(database.createNativeMutationQuery(sql), event)
                .setParameter("id", UUID.randomUUID())
                .setParameter("account", account)
                .setParameter("client", client)
                .setParameter("scope", scope)
                .setParameter("now", now)
                .executeUpdate();
    }

    void delete(StatelessSession database, UUID account, String client) {
        String sql =
                """
                WITH changed AS (
                    DELETE FROM consents WHERE account_id = :account AND client_id = :client
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.CONSENT_WITHDRAWN, account).entity(client);
        trail.bind(database.createNativeMutationQuery(sql), event)
                .setParameter("account", account)
                .setParameter("client", client)
                .executeUpdate();
    }

    private static Consent read(Tuple row) {
        return new Consent(
                row.get("id", UUID.class),
                row.get("client_id", String.class),
                row.get("name", String.class),
                row.get("scope", String.class),
                row.get("granted_at", Instant.class));
    }
}
