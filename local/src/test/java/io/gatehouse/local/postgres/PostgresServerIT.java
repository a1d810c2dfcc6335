// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.home.Secrets;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

final class PostgresServerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PASSWORD = "seven small boats";

    @TempDir private Path folder;

    private PostgresServer server;
    private ProcessSpec spec;
    private ManagedProcess process;

    @BeforeEach
    void start() throws Exception {
        make();
        server =
                new PostgresServer(
                        PostgresBinaries.of(Cache.of(System.getenv())),
                        folder.resolve("postgres"),
                        folder.resolve("certs/database"),
                        new Ports(new SecureRandom()).free());
        server.create(Files.writeString(folder.resolve("password"), PASSWORD));
        server.allow(List.of());
        spec = server.process(folder.resolve("log"), PASSWORD);
        process = new ManagedProcess(spec, new ProcessRecords(folder), InstantSource.system());
        process.start();
        await().atMost(PATIENCE).until(() -> spec.readiness().isHealthy());
    }

    @AfterEach
    void end() {
        process.stop(PATIENCE);
    }

    /** A server that hangs is alive, and not ready; it is not ended for that. */
    @Test
    void processWhenItHangsThenIsNotReadyUntilItGoesOn() {
        signal("STOP");
        try {
            assertThat(spec.readiness().isHealthy()).isFalse();
            assertThat(spec.probe().isHealthy()).isTrue();
        } finally {
            signal("CONT");
        }
        await().atMost(PATIENCE).until(() -> spec.readiness().isHealthy());
    }

    /** The authority of what it showed at its start is trusted no more after the second time. */
    @Test
    void certificateWhenRenewedTwiceThenIsShown() {
        make("--force");
        make("--force");
        assertThat(spec.readiness().isHealthy()).isFalse();

        assertThat(spec.probe().isHealthy()).isTrue();

        await().atMost(PATIENCE).until(() -> spec.readiness().isHealthy());
    }

    /** A name that SQL reads only in quotes, and a second start. */
    @Test
    void databaseWhenOfAServiceThatBringsItsTablesThenIsItsOwn() throws Exception {
        Secrets secrets = new Secrets(folder, new SecureRandom());
        Files.writeString(folder.resolve("database-admin.password"), PASSWORD);
        Databases databases = new Databases(server, secrets);
        server.allow(List.of("my-notes"));
        Command.run("kill", List.of("sh", "-c", "kill -HUP " + process.pid()));

        databases.create("my-notes");
        databases.create("my-notes");

        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(databases.url("my-notes"));
        source.setUser("my-notes");
        source.setPassword(secrets.read(databases.password("my-notes")));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (text VARCHAR NOT NULL)");
            statement.execute("INSERT INTO note VALUES ('kept')");
        }
        assertThat(databases.libpqUrl("my-notes"))
                .startsWith("postgresql://my-notes@127.0.0.1:" + server.port() + "/my-notes?");
    }

    private void make(String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of("../certs/make", "--out", folder.resolve("certs").toString()));
        command.addAll(List.of(options));
        Command.run("certs/make", command);
    }

    private void signal(String name) {
        // The shell's own kill: a small machine has no program of that name.
        String kill = "kill -%s %d".formatted(name, process.pid());
        Command.run("kill", List.of("sh", "-c", kill));
    }
}
