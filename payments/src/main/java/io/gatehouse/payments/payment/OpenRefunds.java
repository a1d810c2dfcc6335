// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.work.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The queue of refunds whose outcome is open; each method runs in its caller's transaction. */
@ApplicationScoped
public class OpenRefunds {
    private static final LeasedRows ROWS =
            new LeasedRows(
                    session ->
                            session.createNativeQuery(
                                    """
                                    SELECT id, attempts FROM open_refund
                                    WHERE leased_until <= :now
                                    ORDER BY leased_until LIMIT 1
                                    FOR UPDATE SKIP LOCKED
                                    """,
                                    Tuple.class),
                    session ->
                            session.createNativeMutationQuery(
                                    """
                                    UPDATE open_refund
                                    SET leased_until = :until, attempts = attempts + 1
                                    WHERE id = :id
                                    """));

    public void add(StatelessSession session, Refund refund, Instant leasedUntil) {
        String sql =
                """
                INSERT INTO open_refund (id, opened_at, leased_until, attempts)
                VALUES (:id, :opened, :leased, 0)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", refund.id())
                .setParameter("opened", refund.createdAt())
                .setParameter("leased", leasedUntil)
                .executeUpdate();
    }

    /** Removes a refund that is decided. */
    public void remove(StatelessSession session, UUID refund) {
        session.createNativeMutationQuery("DELETE FROM open_refund WHERE id = :id")
                .setParameter("id", refund)
                .executeUpdate();
    }

    /** Leases the refund whose last lease ended first, if any has ended. */
    public Optional<UUID> lease(StatelessSession session, Lease lease, Instant now) {
        return ROWS.take(session, lease, now);
    }

    /** When the oldest open refund was opened. */
    public Optional<Instant> oldest(StatelessSession session) {
        String sql = "SELECT opened_at FROM open_refund ORDER BY opened_at LIMIT 1";
        return session.createNativeQuery(sql, Instant.class).getResultStream().findFirst();
    }
}
