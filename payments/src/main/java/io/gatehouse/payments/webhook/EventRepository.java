// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Remembers events; each method runs in its caller's transaction. */
@ApplicationScoped
class EventRepository {

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

    /** Deletes up to {@code most} events that came before a time; returns how many. */
    int deleteBefore(StatelessSession session, Instant end, int most) {
        String sql =
                """
                DELETE FROM webhook_event WHERE id IN (
                    SELECT id FROM webhook_event WHERE received_at < :end
                    ORDER BY received_at LIMIT :most)
                """;
        return session.createNativeMutationQuery(sql)
                .setParameter("end", end)
                .setParameter("most", most)
                .executeUpdate();
    }
}
