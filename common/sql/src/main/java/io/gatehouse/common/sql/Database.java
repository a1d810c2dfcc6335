// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;

/**
 * The connection pool and Hibernate's session factory. It opens without a reachable database, so
 * that the service starts and reports not ready, rather than crash and hide the reason.
 */
public final class Database implements AutoCloseable {
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);
    // Long enough for the slowest statement, short enough that a dead peer frees its connection.
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    // CockroachDB drains a node within minutes; connections must move off it by themselves.
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

    // At SERIALIZABLE a scan of a whole table conflicts with every write to it, and a planner scans
    // a small one whole. CockroachDB accepts this setting and has no use for it.
    private static final String NO_SCAN_OF_WHOLE_TABLES = "-c enable_seqscan=off";

    private final HikariDataSource pool;
    private final SessionFactory sessions;

    private Database(HikariDataSource pool, SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    /** Opens the pool, which connects on first use. */
    static Database open(DatabaseConfig config, MetricsTrackerFactory metrics) {
        HikariConfig settings = poolOf(config);
        settings.setMetricsTrackerFactory(metrics);
        HikariDataSource pool = new HikariDataSource(settings);
        Configuration hibernate = new Configuration();
        hibernate.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        // CockroachDB accepts this dialect for all SQL here, which is hand-written and portable.
        hibernate.setProperty(AvailableSettings.DIALECT, PostgreSQLDialect.class.getName());
        hibernate.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        hibernate.setProperty(AvailableSettings.JDBC_TIME_ZONE, "UTC");
        hibernate.setProperty(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, "true");
        return new Database(pool, hibernate.buildSessionFactory());
    }

    private static HikariConfig poolOf(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.username());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(config.poolSize());
        pool.setAutoCommit(false);
        pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        pool.setValidationTimeout(CONNECTION_WAIT.dividedBy(2).toMillis());
        pool.setExceptionOverride(new SqlState.Eviction());
        pool.setMaxLifetime(MAX_LIFETIME.toMillis());
        pool.setKeepaliveTime(MAX_LIFETIME.dividedBy(2).toMillis());
        pool.addDataSourceProperty("ApplicationName", config.username());
        pool.addDataSourceProperty("options", NO_SCAN_OF_WHOLE_TABLES);
        pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
        pool.addDataSourceProperty("connectTimeout", CONNECTION_WAIT.toSeconds());
        pool.addDataSourceProperty("tcpKeepAlive", true);
        return pool;
    }

    SessionFactory sessions() {
        return sessions;
    }

    /**
     * The version of the newest migration applied, 0 before the first.
     *
     * @throws SQLException when the database is away or was never migrated
     */
    int schemaVersion() throws SQLException {
        String sql =
                """
                SELECT version FROM flyway_schema_history
                WHERE success AND version IS NOT NULL
                """;
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            int newest = 0;
            while (rows.next()) {
                newest = Math.max(newest, Integer.parseInt(rows.getString(1)));
            }
            connection.rollback();
            return newest;
        }
    }

    @Override
    public void close() {
        sessions.close();
        pool.close();
    }
}
