// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables of a service as an earlier version made them, in a schema beside those of the tests.
 */
public final class OldSchema implements AutoCloseable {
    private static final String NAME = "old";

    private OldSchema() {}

    /** As the migrations up to that one made them. */
    public static OldSchema at(int version) {
        flyway().target(String.valueOf(version)).load().migrate();
        return new OldSchema();
    }

    /** Runs the migrations that came later. */
    public void upgrade() {
        flyway().load().migrate();
    }

    private static FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(DatabaseExtension.owner())
                .schemas(NAME)
                .locations("classpath:db/" + DatabaseExtension.service());
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = DatabaseExtension.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA old CASCADE");
        }
    }
}
