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

/** What a failed transaction means for whoever wants to run it again. */
enum Failure {
    /** Rolled back for another transaction's sake; the same work will do on a fresh try. */
    CONFLICT,
    /** The pool had no connection within its wait: nothing was begun, and waiting was tried. */
    AWAY,
    /** The connection went, or the server said it does not know: if committing, it may have. */
    BROKEN,
    /** Nothing that another try would mend. */
    FINAL;

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    // 40003: outcome unknown; 57P0x: the server stops; 53300: it takes no more; 08xxx: cut off.
    private static final Set<String> BROKEN_STATES =
            Set.of("40003", "57P01", "57P02", "57P03", "53300", "25006");

    /**
     * Walks causes and suppressed exceptions to the first that tells: frameworks hide it in either.
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
                return ofState(sql.getSQLState());
            }
            Optional.ofNullable(next.getCause()).ifPresent(open::add);
            open.addAll(List.of(next.getSuppressed()));
        }
        return FINAL;
    }

    private static Failure ofState(String state) {
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        return state.startsWith("08") || BROKEN_STATES.contains(state) ? BROKEN : FINAL;
    }
}
