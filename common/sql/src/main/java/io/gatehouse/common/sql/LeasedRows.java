// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import io.gatehouse.common.work.Lease;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The queue of unfinished rows of a table, so that replicas share the work on them. A row belongs
 * to one holder until {@code leased_until}; the lease grows with each of its {@code attempts}. A
 * lease avoids duplicate work but does not exclude it: the work must be correct when two holders do
 * it. Each method runs in its caller's transaction.
 */
public record LeasedRows(QueueTable table) {

    /** Adds a row, which belongs to its request until the lease ends. */
    public void add(StatelessSession session, UUID id, Instant now, Instant leasedUntil) {
        String sql =
                """
                INSERT INTO %s (id, opened_at, leased_until, attempts)
                VALUES (:id, :opened, :leased, 0)
                """
                        .formatted(table.value());
        session.createNativeMutationQuery(sql)
                .setParameter("id", id)
                .setParameter("opened", now)
                .setParameter("leased", leasedUntil)
                .executeUpdate();
    }

    /**
     * Adds a row to a queue whose table has the column {@code sealed_source}.
     *
     * @param sealedSource what the row is to be charged to, if the buyer named it; sealed by the
     *     caller, and gone with the row
     */
    public void add(
            StatelessSession session,
            UUID id,
            Optional<byte[]> sealedSource,
            Instant now,
            Instant leasedUntil) {
        String sql =
                """
                INSERT INTO %s (id, sealed_source, opened_at, leased_until, attempts)
                VALUES (:id, :source, :opened, :leased, 0)
                """
                        .formatted(table.value());
        session.createNativeMutationQuery(sql)
                .setParameter("id", id)
                .setParameter("source", sealedSource.orElse(null), byte[].class)
                .setParameter("opened", now)
                .setParameter("leased", leasedUntil)
                .executeUpdate();
    }

    /** The sealed source of a row; empty when it was added without one, or is finished. */
    public Optional<byte[]> sealedSource(StatelessSession session, UUID id) {
        String sql =
                """
                SELECT sealed_source FROM %s
                WHERE id = :id AND sealed_source IS NOT NULL
                """
                        .formatted(table.value());
        return session.createNativeQuery(sql, byte[].class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Removes a row that is finished, and its sealed source with it. */
    public void remove(StatelessSession session, UUID id) {
        String sql = "DELETE FROM %s WHERE id = :id".formatted(table.value());
        session.createNativeMutationQuery(sql).setParameter("id", id).executeUpdate();
    }

    /** Leases the row whose lease ended first, and returns its id; empty when no row is due. */
    public Optional<UUID> take(StatelessSession session, Lease lease, Instant now) {
        String sql =
                """
                SELECT id, attempts FROM %s
                WHERE leased_until <= :now
                ORDER BY leased_until LIMIT 1
                FOR UPDATE SKIP LOCKED
                """
                        .formatted(table.value());
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> extended(session, row, lease, now));
    }

    private UUID extended(StatelessSession session, Tuple row, Lease lease, Instant now) {
        UUID id = row.get("id", UUID.class);
        String sql =
                """
                UPDATE %s SET leased_until = :until, attempts = attempts + 1
                WHERE id = :id
                """
                        .formatted(table.value());
        session.createNativeMutationQuery(sql)
                .setParameter("id", id)
                .setParameter("until", lease.until(now, row.get("attempts", Long.class) + 1))
                .executeUpdate();
        return id;
    }

    /** The time since which the oldest row is open. */
    public Optional<Instant> oldest(StatelessSession session) {
        String sql = "SELECT opened_at FROM %s ORDER BY opened_at LIMIT 1".formatted(table.value());
        return session.createNativeQuery(sql, Instant.class).getResultStream().findFirst();
    }
}
