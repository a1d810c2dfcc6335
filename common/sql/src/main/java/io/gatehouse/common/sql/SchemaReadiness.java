// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Ready once the schema was found to be at least as new as this service's own migrations: a pod
 * that starts before the migration job waits, and serves nothing half right.
 *
 * <p>A database that leaves later does not make a pod unready. All pods would be so at once, and
 * what needs no database, such as the public keys, would go with them; what needs it answers 503
 * itself.
 */
final class SchemaReadiness implements HealthCheck {
    private static final Logger LOG = System.getLogger(SchemaReadiness.class.getName());

    private final Database database;
    private final int expected;

    /** Probes come often, so only what is new is logged. */
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
                        case AWAY, BROKEN -> true;
                        case CONFLICT, FINAL -> false;
                    };
            String what = cutOff ? "the database is away" : "none can be read";
            String state = ", SQL state " + away.getSQLState();
            return new Seen(wasReady && cutOff, what + state, Level.WARNING);
        }
    }
}
