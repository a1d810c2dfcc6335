// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A real PostgreSQL for tests, SERIALIZABLE like production, that can be taken away and brought
 * back on the same port with the same data.
 */
public final class Postgres {
    /** It says when it is there; only one that never will be is given up. */
    private static final Duration START = Duration.ofMinutes(2);

    private final Path data;
    private EmbeddedPostgres server;
    private int port;

    Postgres() {
        try {
            data = Files.createTempDirectory("gatehouse-postgres");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** Brings the server back; does nothing while it runs. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data.resolve("data"))
                            .setCleanDataDirectory(false)
                            .setPort(port)
                            .setServerConfig("default_transaction_isolation", "serializable")
                            .setServerConfig("fsync", "off")
                            .setPGStartupWait(START)
                            .start();
            port = server.getPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes the server away; connections to it break. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        try {
            server.close();
            server = null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** JDBC URL of one database, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    synchronized int port() {
        return port;
    }

    DataSource admin() {
        return server.getPostgresDatabase();
    }
}
