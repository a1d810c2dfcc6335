// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import io.gatehouse.common.work.Lease;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.NativeQuery;

/**
 * Leases the unfinished rows of a table, so that replicas share the work on them. A row belongs to
 * one holder until {@code leased_until}; the lease grows with each of its {@code attempts}. A lease
 * avoids duplicate work but does not exclude it: the work must be correct when two holders do it.
 *
 * @param due selects {@code id} and {@code attempts} of the row whose lease ended first before
 *     {@code :now}, skipping rows that are locked
 * @param extension counts an attempt at the row {@code :id} and sets its lease to {@code :until}
 */
public record LeasedRows(
        Function<StatelessSession, NativeQuery<Tuple>> due,
        Function<StatelessSession, MutationQuery> extension) {

    /** Leases the row whose lease ended first, and returns its id; empty when no row is due. */
    public Optional<UUID> take(StatelessSession session, Lease lease, Instant now) {
        return due.apply(session)
                .setParameter("now", now)
                .getResultStream()
                .findFirst()
                .map(row -> extended(session, row, lease, now));
    }

    private UUID extended(StatelessSession session, Tuple row, Lease lease, Instant now) {
        UUID id = row.get("id", UUID.class);
        extension
                .apply(session)
                .setParameter("id", id)
                .setParameter("until", lease.until(now, row.get("attempts", Long.class) + 1))
                .executeUpdate();
        return id;
    }
}
