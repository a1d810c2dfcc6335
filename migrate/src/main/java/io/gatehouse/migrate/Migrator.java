// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Applies the migrations {@code db/<service>/V001__what.sql} of a service as the owner of its
 * database, and grants the service's own role access to rows only.
 */
public final class Migrator {
    private static final int CONNECT_RETRIES = 10;
    private static final String HISTORY = "flyway_schema_history";

    private Migrator() {}

    /**
     * Applies the migrations that a class loader finds.
     *
     * @param sql the class loader that holds {@code db/<service>}
     * @throws MigrationException when the database cannot be reached, or a migration was edited or
     *     fails
     * @throws IllegalArgumentException when there are no migrations, or the name is not valid
     */
    public static Migration migrate(
            String service, ClassLoader sql, String url, String owner, String password) {
        ServiceName name = new ServiceName(requireNonNull(service, "service"));
        try {
            Flyway flyway = flyway(name, sql, url, owner, password);
            requireMigrations(name, flyway);
            execute(url, owner, password, before(name));
            MigrateResult result = flyway.migrate();
            execute(url, owner, password, after(name));
            return new Migration(service, result.migrationsExecuted, version(flyway));
        } catch (FlywayValidateException e) {
            throw new MigrationException(
                    """
                    The migrations of %s are not the ones that ran here. A migration that has run \
                    must not be edited, renamed or removed: put it back and write a new one.
                    %s\
                    """
                            .formatted(name, e.getMessage()),
                    e);
        } catch (FlywayException | SQLException e) {
            throw new MigrationException(
                    "The database of %s could not be migrated: %s".formatted(name, e.getMessage()),
                    e);
        }
    }

    /** Applies the migrations in the jar of a service. */
    public static Migration migrate(
            String service, Path jar, String url, String owner, String password) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("There is no jar " + jar);
        }
        try (URLClassLoader sql =
                new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, Migrator.class.getClassLoader())) {
            return migrate(service, sql, url, owner, password);
        } catch (IOException e) {
            throw new MigrationException("The jar %s cannot be read".formatted(jar), e);
        }
    }

    private static Flyway flyway(
            ServiceName name, ClassLoader sql, String url, String owner, String password) {
        return Flyway.configure(sql)
                .dataSource(url, owner, password)
                .locations("classpath:db/" + name)
                .table(HISTORY)
                .connectRetries(CONNECT_RETRIES)
                .cleanDisabled(true)
                .placeholderReplacement(false)
                .validateMigrationNaming(true)
                .load();
    }

    /** Flyway treats an empty location as success; here it means the wrong jar. */
    private static void requireMigrations(ServiceName name, Flyway flyway) {
        if (flyway.info().all().length == 0) {
            throw new IllegalArgumentException("There are no migrations in db/" + name);
        }
    }

    private static List<String> before(ServiceName name) {
        return List.of(
                "GRANT USAGE ON SCHEMA public TO \"%s\"".formatted(name),
                """
                ALTER DEFAULT PRIVILEGES IN SCHEMA public
                GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "%s"
                """
                        .formatted(name));
    }

    /** The service reads the history for the schema version, and must not be able to change it. */
    private static List<String> after(ServiceName name) {
        return List.of("REVOKE INSERT, UPDATE, DELETE ON %s FROM \"%s\"".formatted(HISTORY, name));
    }

    private static void execute(String url, String owner, String password, List<String> commands)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static String version(Flyway flyway) {
        return Optional.ofNullable(flyway.info().current())
                .map(MigrationInfo::getVersion)
                .map(Object::toString)
                .orElse("");
    }
}
