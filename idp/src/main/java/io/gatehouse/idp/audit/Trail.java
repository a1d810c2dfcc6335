// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import io.gatehouse.common.web.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/** Writes events in the caller's transaction. */
@ApplicationScoped
public class Trail {

    /**
     * What follows {@code WITH changed AS (…)}, a change that returns a row for each row it
     * changes: a change and its event are one statement. {@link #bind} sets its parameters.
     */
    public static final String APPEND =
            """
            INSERT INTO audit_events (id, at, subject, kind, event)
            SELECT CAST(:eventId AS UUID), CAST(:eventAt AS TIMESTAMPTZ),
                CAST(:eventAccount AS UUID), :eventKind, :event
            FROM changed
            """;

    private final Clock clock;

    @Inject
    Trail(Clock clock) {
        this.clock = clock;
    }

    /** Writes an event by a statement of its own. */
    public void append(StatelessSession database, AuditEvent event) {
        String sql =
                """
                INSERT INTO audit_events (id, at, subject, kind, event)
                VALUES (:eventId, :eventAt, :eventAccount, :eventKind, :event)
                """;
        bind(database.createNativeMutationQuery(sql), event).executeUpdate();
    }

    /** Sets the parameters of {@link #APPEND}; returns the statement. */
    public MutationQuery bind(MutationQuery change, AuditEvent event) {
        UUID id = UUID.randomUUID();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return change.setParameter("eventId", id)
                .setParameter("eventAt", at)
                .setParameter("eventAccount", event.account().orElse(null), UUID.class)
                .setParameter("eventKind", event.kind().text())
                .setParameter(
                        "event", EventJson.of(id, at, event, RequestContext.current()).toString());
    }
}
