// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready only when the database answers and its schema is at least as new as this service's own
 * migrations: a pod that starts before the migration job waits, and serves nothing half right.
 */
final class SchemaReadiness implements HealthCheck {
    private final Database database;
    private final int expected;

    SchemaReadiness(Database database, int expected) {
        this.database = database;
        this.expected = expected;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("schema").withData("expected", expected);
        try {
            int found = database.schemaVersion();
            return response.status(found >= expected).withData("found", found).build();
        } catch (SQLException away) {
            String state = String.valueOf(away.getSQLState());
            return response.down().withData("sqlState", state).build();
        }
    }
}
