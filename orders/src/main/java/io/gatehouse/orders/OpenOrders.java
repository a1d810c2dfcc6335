// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.work.Lease;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The queue of unfinished orders; each method runs in its caller's transaction. */
final class OpenOrders {
    private static final LeasedRows ROWS =
            new LeasedRows(
                    session ->
                            session.createNativeQuery(
                                    """
                                    SELECT id, attempts FROM open_order
                                    WHERE leased_until <= :now
                                    ORDER BY leased_until LIMIT 1
                                    FOR UPDATE SKIP LOCKED
                                    """,
                                    Tuple.class),
                    session ->
                            session.createNativeMutationQuery(
                                    """
                                    UPDATE open_order
                                    SET leased_until = :until, attempts = attempts + 1
                                    WHERE id = :id
                                    """));

    private OpenOrders() {}

    /** Adds an order, which belongs to its request until the lease ends. */
    static void open(StatelessSession session, UUID id, Instant now, Instant leasedUntil) {
        String sql =
                """
                INSERT INTO open_order (id, opened_at, leased_until, attempts)
                VALUES (:id, :opened, :leased, 0)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", id)
                .setParameter("opened", now)
                .setParameter("leased", leasedUntil)
                .executeUpdate();
    }

    static void close(StatelessSession session, UUID id) {
        session.createNativeMutationQuery("DELETE FROM open_order WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Leases the order whose last lease ended first, if any has ended. */
    static Optional<UUID> lease(StatelessSession session, Lease lease, Instant now) {
        return ROWS.take(session, lease, now);
    }

    /** The time since which the oldest one is open. */
    static Optional<Instant> oldest(StatelessSession session) {
        String sql = "SELECT opened_at FROM open_order ORDER BY opened_at LIMIT 1";
        return session.createNativeQuery(sql, Instant.class).getResultStream().findFirst();
    }
}
