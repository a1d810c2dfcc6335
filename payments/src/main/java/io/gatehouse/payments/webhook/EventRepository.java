// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Remembers events; each method runs in its caller's transaction. */
@ApplicationScoped
class EventRepository {
    private static final Duration RETENTION = Duration.ofDays(30);

    /** Records an event; returns false if it came before. */
    boolean insert(StatelessSession session, Event event, Instant now) {
        String sql =
                """
                INSERT INTO webhook_event (id, type, received_at) VALUES (:id, :type, :now)
                ON CONFLICT (id) DO NOTHING
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", event.id())
                        .setParameter("type", event.type())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /**
     * Deletes up to {@code most} events that came more than 30 days ago; returns how many. One that
     * came again after that would decide nothing: its payment is decided.
     */
    int deleteOld(StatelessSession session, Instant now, int most) {
        String sql =
                """
                DELETE FROM webhook_event WHERE id IN (
                    SELECT id FROM webhook_event WHERE received_at < :end
                    ORDER BY received_at LIMIT :most)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("end", now.minus(RETENTION))
                .setParameter("most", most)
                .executeUpdate();
    }
}
