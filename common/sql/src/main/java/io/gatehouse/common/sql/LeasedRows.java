// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import io.gatehouse.common.work.Lease;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The unfinished rows of a table, of which each belongs to one holder at a time: until {@code
 * leased_until}, and for longer after each of its {@code attempts}. A lease saves work, it makes
 * nothing safe: what is done under it must also be right when two do it.
 */
public final class LeasedRows {
    private final String due;
    private final String extend;

    /**
     * @param table a name in our own code, as the condition is
     * @param unfinished which rows wait for somebody, in SQL
     */
    public LeasedRows(String table, String unfinished) {
        due =
                """
                SELECT id, attempts FROM %s WHERE %s AND leased_until <= :now
                ORDER BY leased_until LIMIT 1
                FOR UPDATE SKIP LOCKED
                """
                        .formatted(table, unfinished);
        extend =
                """
                UPDATE %s SET leased_until = :until, attempts = attempts + 1 WHERE id = :id
                """
                        .formatted(table);
    }

    /** Takes the row that nobody has held for longest; others pass it by. */
    public Optional<UUID> take(StatelessSession session, Lease lease, Instant now) {
        return session.createNativeQuery(due, Tuple.class)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> extended(session, row, lease, now));
    }

    private UUID extended(StatelessSession session, Tuple row, Lease lease, Instant now) {
        UUID id = row.get("id", UUID.class);
        session.createNativeMutationQuery(extend)
                .setParameter("id", id)
                .setParameter("until", lease.until(now, row.get("attempts", Long.class)))
                .executeUpdate();
        return id;
    }
}
