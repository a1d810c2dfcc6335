// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classifies the failure of a transaction: it decides whether a retry is safe and useful. */
enum Failure {
    /** A serialization failure or deadlock; the transaction was rolled back and can be retried. */
    CONFLICT,
    /**
     * A prepared statement does not fit the schema any more; another connection prepares it anew.
     */
    STALE,
    /** A write was refused: by a standby after a failover, or in work that only reads. */
    READ_ONLY,
    /** The connection was lost or the outcome is unknown; a COMMIT may have taken effect. */
    BROKEN,
    /** The pool or the server has nothing to give now: nothing was done, and a wait was tried. */
    AWAY,
    /** Any other failure; a retry would fail the same way. */
    FINAL;

    /**
     * Searches causes and suppressed exceptions for the first with an SQL state: frameworks wrap it
     * in either.
     */
    static Failure of(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(thrown);
        while (!open.isEmpty()) {
            Throwable next = open.poll();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof SQLTransientConnectionException) {
                return AWAY;
            }
            if (next instanceof SQLException sql && sql.getSQLState() != null) {
                return SqlState.meaning(sql);
            }
            Optional.ofNullable(next.getCause()).ifPresent(open::add);
            open.addAll(List.of(next.getSuppressed()));
        }
        return FINAL;
    }

    /**
     * Whether the transaction may be repeated.
     *
     * @param unknown whether COMMIT was sent to what must be applied at most once
     */
    boolean isRepeatable(boolean unknown) {
        return switch (this) {
            case CONFLICT, STALE, READ_ONLY -> true;
            case BROKEN -> !unknown;
            case AWAY, FINAL -> false;
        };
    }
}
