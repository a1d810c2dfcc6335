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
    /** The pool gave no connection within its timeout: nothing was begun, and a wait was tried. */
    AWAY,
    /** The connection was lost or the outcome is unknown; a COMMIT may have taken effect. */
    BROKEN,
    /** Any other failure; a retry would fail the same way. */
    FINAL;

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    // 40003: outcome unknown; 57P0x: shutdown; 53300: too many connections; 08xxx: connection lost.
    private static final Set<String> BROKEN_STATES =
            Set.of("40003", "57P01", "57P02", "57P03", "53300", "25006");

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
