// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.StatelessSession;

/**
 * Deletes the rows of a table that have expired, in batches of at most {@value #BATCH} rows with a
 * transaction each.
 */
public final class ExpiredRows {
    /** A longer transaction would conflict with more of the requests that use the table. */
    static final int BATCH = 500;

    private final Transactions transactions;
    private final Clock clock;
    private final Deletion deletion;

    /** The statement that deletes from the table; it runs in the transaction of its session. */
    @FunctionalInterface
    public interface Deletion {
        /**
         * Deletes the rows that expired first, and may run twice.
         *
         * @param now the same for all batches
         * @param most rows to delete, from 1
         * @return the number of rows deleted, from 0 to {@code most}
         */
        int delete(StatelessSession session, Instant now, int most);
    }

    public ExpiredRows(Transactions transactions, Clock clock, Deletion deletion) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.clock = requireNonNull(clock, "clock");
        this.deletion = requireNonNull(deletion, "deletion");
    }

    /**
     * Deletes all rows that have expired by now, those of a backlog too; returns their number. What
     * expires meanwhile is left to the next call, so that this one ends.
     *
     * @throws ProblemException {@code unavailable} when the database is away; the batches before
     *     that stay deleted
     */
    public long delete() {
        Instant now = clock.instant();
        long total = 0;
        int deleted;
        do {
            deleted = transactions.runIdempotent(session -> deletion.delete(session, now, BATCH));
            total += deleted;
        } while (deleted == BATCH);
        return total;
    }
}
