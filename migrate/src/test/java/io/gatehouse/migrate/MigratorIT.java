// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigratorIT {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static EmbeddedPostgres postgres;

    @TempDir private Path classes;
    private String service;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void emptyService() throws IOException {
        service = "shop" + Long.toUnsignedString(System.nanoTime());
        Roles.create(postgres.getPostgresDatabase(), service, "owner-secret", "service-secret");
        write("V001__things.sql", "CREATE TABLE IF NOT EXISTS things (id UUID PRIMARY KEY);");
    }

    @Test
    void migrateWhenRunTwiceThenSecondRunAppliesNothing() throws IOException {
        write("V002__names.sql", "ALTER TABLE things ADD COLUMN IF NOT EXISTS name TEXT;");

        assertThat(migrate()).isEqualTo(new Migration(service, 2, "002"));
        assertThat(migrate()).isEqualTo(new Migration(service, 0, "002"));
    }

    @Test
    void migrateWhenMigrationIsAddedThenAppliesOnlyThat() throws IOException {
        migrate();
        write("V002__names.sql", "ALTER TABLE things ADD COLUMN IF NOT EXISTS name TEXT;");

        assertThat(migrate()).isEqualTo(new Migration(service, 1, "002"));
    }

    @Test
    void migrateWhenMigrationWasEditedThenSaysWhichAndRefuses() throws IOException {
        migrate();
        write("V001__things.sql", "CREATE TABLE IF NOT EXISTS things (id TEXT PRIMARY KEY);");

        assertThatThrownBy(this::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(service)
                .hasMessageContaining("must not be edited")
                .hasMessageContaining("001");
    }

    @Test
    void migrateWhenStatementFailsThenSaysSo() throws IOException {
        write("V002__broken.sql", "ALTER TABLE missing ADD COLUMN name TEXT;");

        assertThatThrownBy(this::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V002__broken.sql");
    }

    @Test
    void migrateWhenThereAreNoMigrationsThenRefuses() throws IOException {
        Files.delete(classes.resolve("db").resolve(service).resolve("V001__things.sql"));

        assertThatIllegalArgumentException()
                .isThrownBy(this::migrate)
                .withMessageContaining("db/" + service);
    }

    @Test
    void createWhenRunAgainThenSetsNewPasswords() throws SQLException, IOException {
        Roles.create(postgres.getPostgresDatabase(), service, "owner-secret", "other-secret");
        migrate();

        try (Connection connection = connect(service, "other-secret")) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void createWhenDatabaseIsMadeThenItsDefaultIsSerializable() throws SQLException, IOException {
        migrate();

        try (Connection connection = connect(service, "service-secret")) {
            assertThat(connection.getTransactionIsolation())
                    .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    @Test
    void serviceRoleWhenMigratedThenReadsAndWritesRows() throws SQLException, IOException {
        migrate();

        try (Connection connection = connect(service, "service-secret");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO things VALUES (gen_random_uuid())");
            assertThat(statement.executeUpdate("DELETE FROM things")).isEqualTo(1);
            assertThat(count(statement, "SELECT count(*) FROM flyway_schema_history")).isEqualTo(1);
        }
    }

    @Test
    void serviceRoleWhenItWantsMoreThenIsRefused() throws SQLException, IOException {
        migrate();

        assertRefused("CREATE TABLE mine (id UUID PRIMARY KEY)");
        assertRefused("CREATE TEMPORARY TABLE mine (id UUID PRIMARY KEY)");
        assertRefused("DROP TABLE things");
        assertRefused("TRUNCATE things");
        assertRefused("UPDATE flyway_schema_history SET checksum = 0");
        assertRefused("DELETE FROM flyway_schema_history");
        assertRefused("CREATE ROLE friend");
        assertRefused("SELECT * FROM pg_authid");
    }

    @Test
    void serviceRoleWhenItOpensAnotherServicesDatabaseThenIsRefused() {
        String other = service + "x";
        Roles.create(postgres.getPostgresDatabase(), other, "a", "b");

        assertThatThrownBy(() -> DriverManager.getConnection(url(other), service, "service-secret"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void createWhenNameIsNoIdentifierThenRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Roles.create(postgres.getPostgresDatabase(), "x; DROP", "a", "b"));
    }

    private void assertRefused(String sql) throws SQLException {
        try (Connection connection = connect(service, "service-secret");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
        }
    }

    private Migration migrate() throws IOException {
        try (URLClassLoader sql = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            return Migrator.migrate(service, sql, url(service), service + "_owner", "owner-secret");
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(url(service), user, password);
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + '/' + database;
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void write(String file, String sql) throws IOException {
        Path folder = Files.createDirectories(classes.resolve("db").resolve(service));
        Files.writeString(folder.resolve(file), sql);
    }
}
