// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The meaning of each SQL state of PostgreSQL and CockroachDB, in one table.
 *
 * @see <a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">error codes</a>
 */
final class SqlState {
    /** By the whole state or its class, the first two characters; the whole state wins. */
    private static final Map<String, Failure> MEANINGS =
            Map.ofEntries(
                    Map.entry("08", Failure.BROKEN), // connection lost
                    Map.entry("25006", Failure.READ_ONLY), // no write in this transaction
                    Map.entry("25P03", Failure.BROKEN), // ended by the server while it waited
                    Map.entry("25P04", Failure.BROKEN), // ended by the server, transaction too long
                    Map.entry("26000", Failure.STALE), // prepared statement unknown
                    Map.entry("40", Failure.FINAL),
                    Map.entry("40001", Failure.CONFLICT), // serialization failure
                    Map.entry("40003", Failure.BROKEN), // outcome unknown
                    Map.entry("40P01", Failure.CONFLICT), // deadlock
                    Map.entry("53", Failure.AWAY), // disk or memory full
                    Map.entry("53300", Failure.BROKEN), // too many connections
                    Map.entry("55P03", Failure.FINAL), // lock not available
                    Map.entry("57014", Failure.FINAL), // statement cancelled
                    Map.entry("57P01", Failure.BROKEN), // server shuts down
                    Map.entry("57P02", Failure.BROKEN), // another process of the server crashed
                    Map.entry("57P03", Failure.BROKEN), // server starts
                    Map.entry("57P05", Failure.BROKEN)); // ended by the server while idle

    private static final String NOT_SUPPORTED = "0A000";
    // The routine is PostgreSQL's, whose messages are translated; CockroachDB has the message only.
    private static final String STALE_ROUTINE = "RevalidateCachedQuery";
    private static final String STALE_MESSAGE = "cached plan must not change result type";

    private SqlState() {}

    static Failure meaning(SQLException thrown) {
        String state = thrown.getSQLState();
        if (state.equals(NOT_SUPPORTED) && isStalePlan(thrown)) {
            return Failure.STALE;
        }
        Failure ofClass = MEANINGS.getOrDefault(classOf(state), Failure.FINAL);
        return MEANINGS.getOrDefault(state, ofClass);
    }

    private static String classOf(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }

    private static boolean isStalePlan(SQLException thrown) {
        return thrown instanceof PSQLException server
                && Optional.ofNullable(server.getServerErrorMessage())
                        .filter(SqlState::isStalePlan)
                        .isPresent();
    }

    private static boolean isStalePlan(ServerErrorMessage message) {
        return STALE_ROUTINE.equals(message.getRoutine())
                || STALE_MESSAGE.equals(message.getMessage());
    }

    /** Closes a connection that is stale or leads to a standby, so that a retry gets another. */
    static final class Eviction implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException thrown) {
            if (thrown.getSQLState() == null) {
                return Override.CONTINUE_EVICT;
            }
            return switch (meaning(thrown)) {
                case STALE, READ_ONLY -> Override.MUST_EVICT;
                case CONFLICT, BROKEN, AWAY, FINAL -> Override.CONTINUE_EVICT;
            };
        }
    }
}
