// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import io.gatehouse.migrate.Migrator;
import io.gatehouse.migrate.Roles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Gives the tests of a service its migrated database, once per JVM. Name it in an
 * {@code @ExtendWith} above {@code @HelidonTest}: the container reads the settings when it starts.
 */
public final class DatabaseExtension implements BeforeAllCallback {
    private static final String PASSWORD = "test-only";
    private static final Lazy DATABASE = new Lazy();

    @Override
    public void beforeAll(ExtensionContext context) {
        DATABASE.get();
    }

    /** The server behind the tests. */
    public static Postgres postgres() {
        return DATABASE.get();
    }

    /** A connection as the owner of the service's tables, to look at rows and to spoil them. */
    public static Connection connect() throws SQLException {
        return owner().getConnection();
    }

    static DataSource owner() {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(postgres().jdbcUrl(service()));
        owner.setUser(service() + "_owner");
        owner.setPassword(PASSWORD);
        return owner;
    }

    static String service() {
        return ConfigProvider.getConfig().getValue("gatehouse.service", String.class);
    }

    private static Postgres create() {
        String service = service();
        Postgres postgres = new Postgres();
        Roles.create(postgres.admin(), service, PASSWORD, PASSWORD);
        String url = postgres.jdbcUrl(service);
        ClassLoader classPath = Thread.currentThread().getContextClassLoader();
        Migrator.migrate(service, classPath, url, service + "_owner", PASSWORD);
        System.setProperty("gatehouse.database.url", url);
        System.setProperty("gatehouse.database.username", service);
        System.setProperty("gatehouse.database.password-file", passwordFile().toString());
        return postgres;
    }

    private static Path passwordFile() {
        try {
            Path file = Files.createTempFile("gatehouse", "password");
            file.toFile().deleteOnExit();
            return Files.writeString(file, PASSWORD);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** One server however many test classes ask. */
    private static final class Lazy {
        private Postgres postgres;

        private synchronized Postgres get() {
            if (postgres == null) {
                postgres = create();
            }
            return postgres;
        }
    }
}
