// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Creates the PostgreSQL database of one service and its two roles: {@code <service>_owner}
 * migrates, {@code <service>} only reads and writes rows. Idempotent; the passwords are set on each
 * run.
 */
public final class Roles {
    private Roles() {}

    /**
     * Creates the database and both roles if they are missing.
     *
     * @param admin connects to a maintenance database as a role that may create roles and databases
     */
    public static void create(
            DataSource admin, String service, String ownerPassword, String servicePassword) {
        ServiceName name = new ServiceName(requireNonNull(service, "service"));
        try (Connection connection = admin.getConnection()) {
            connection.setAutoCommit(true);
            role(connection, name.owner(), ownerPassword);
            role(connection, name.value(), servicePassword);
            database(connection, name, name.owner());
        } catch (SQLException e) {
            throw new MigrationException(
                    "The roles of %s could not be made: %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * Creates the database of a service that creates its own tables: its only role owns the
     * database.
     *
     * @param admin connects to a maintenance database as a role that may create roles and databases
     */
    public static void createOwned(DataSource admin, String service, String password) {
        ServiceName name = new ServiceName(requireNonNull(service, "service"));
        try (Connection connection = admin.getConnection()) {
            connection.setAutoCommit(true);
            role(connection, name.value(), password);
            database(connection, name, name.value());
        } catch (SQLException e) {
            throw new MigrationException(
                    "The role of %s could not be made: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static void role(Connection connection, String role, String password)
            throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?", role)) {
            execute(connection, "CREATE ROLE \"%s\" LOGIN".formatted(role));
        }
        // Hashed by the client, so that no statement that the server could log has the password.
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static void database(Connection connection, ServiceName name, String owner)
            throws SQLException {
        if (!exists(
                connection,
                "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?",
                name.value())) {
            execute(connection, "CREATE DATABASE \"%s\" OWNER \"%s\"".formatted(name, owner));
        }
        execute(connection, "REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
        execute(connection, "GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(name, name));
        execute(
                connection,
                "ALTER DATABASE \"%s\" SET default_transaction_isolation = 'serializable'"
                        .formatted(name));
    }

    private static boolean exists(Connection connection, String sql, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
