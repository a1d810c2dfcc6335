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
 * The unfinished rows of a table, of which each belongs to one holder at a time: until {@code
 * leased_until}, and for longer after each of its {@code attempts}. A lease saves work, it makes
 * nothing safe: what is done under it must also be right when two do it.
 *
 * @param due asks for {@code id} and {@code attempts} of the row whose lease ended first before
 *     {@code :now}, passing by what others hold at this moment
 * @param extension counts an attempt at the row {@code :id} and sets its lease to {@code :until}
 */
public record LeasedRows(
        Function<StatelessSession, NativeQuery<Tuple>> due,
        Function<StatelessSession, MutationQuery> extension) {

    /** Takes the row that nobody has held for longest; others pass it by. */
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
                .setParameter("until", lease.until(now, row.get("attempts", Long.class)))
                .executeUpdate();
        return id;
    }
}
