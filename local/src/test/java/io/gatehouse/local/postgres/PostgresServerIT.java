// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.process.Detached;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresServerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PASSWORD = "seven small boats";

    @TempDir private Path folder;

    private ProcessSpec spec;
    private ManagedProcess process;

    @BeforeEach
    void start() throws Exception {
        Path certificates = folder.resolve("certs");
        Command.run("certs/make", List.of("../certs/make", "--out", certificates.toString()));
        PostgresServer server =
                new PostgresServer(
                        PostgresBinaries.of(Cache.of(System.getenv())),
                        folder.resolve("postgres"),
                        certificates.resolve("database"),
                        new Ports(new SecureRandom()).free());
        server.create(Files.writeString(folder.resolve("password"), PASSWORD));
        server.allow(List.of());
        spec = server.process(folder.resolve("log"), PASSWORD);
        process =
                new ManagedProcess(
                        spec,
                        new ProcessRecords(folder),
                        Detached.ofThisProgram(),
                        InstantSource.system());
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

    private void signal(String name) {
        // The shell's own kill: a small machine has no program of that name.
        String kill = "kill -%s %d".formatted(name, process.pid());
        Command.run("kill", List.of("sh", "-c", kill));
    }
}
