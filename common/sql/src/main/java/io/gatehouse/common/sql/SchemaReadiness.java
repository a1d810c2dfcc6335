// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Readiness check: up once the schema is at least as new as this service's own migrations, so that
 * a pod that starts before the migration job gets no requests.
 *
 * <p>A later outage of the database does not make a pod unready. It would take down all pods at
 * once, and with them what needs no database, such as the public keys; requests that need it get
 * 503.
 */
final class SchemaReadiness implements HealthCheck {
    private static final Logger LOG = System.getLogger(SchemaReadiness.class.getName());

    private final Database database;
    private final int expected;

    /** The last result; probes are frequent, so only a change is logged. */
    private final AtomicReference<Seen> last =
            new AtomicReference<>(new Seen(false, "", Level.INFO));

    private record Seen(boolean ready, String what, Level level) {}

    SchemaReadiness(Database database, int expected) {
        this.database = database;
        this.expected = expected;
    }

    @Override
    public HealthCheckResponse call() {
        Seen now = look(last.get().ready());
        if (!now.equals(last.getAndSet(now))) {
            LOG.log(
                    now.level(),
                    "schema {0} wanted, {1}: {2}",
                    expected,
                    now.what(),
                    now.ready() ? "ready" : "not ready");
        }
        return HealthCheckResponse.named("schema")
                .status(now.ready())
                .withData("expected", expected)
                .withData("seen", now.what())
                .build();
    }

    private Seen look(boolean wasReady) {
        try {
            int found = database.schemaVersion();
            boolean isNewEnough = found >= expected;
            return new Seen(
                    isNewEnough, found + " found", isNewEnough ? Level.INFO : Level.WARNING);
        } catch (SQLException away) {
            boolean cutOff =
                    switch (Failure.of(away)) {
                        case AWAY, BROKEN, CONFLICT, STALE, READ_ONLY -> true;
                        case FINAL -> false;
                    };
            String what = cutOff ? "the database is away" : "none can be read";
            String state = ", SQL state " + away.getSQLState();
            return new Seen(wasReady && cutOff, what + state, Level.WARNING);
        }
    }
}
