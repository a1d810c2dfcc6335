// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessesTest {
    @TempDir private Path folder;

    @Test
    void awaitWhenItEndsThenShowsWhatThisStartWrote() throws IOException {
        Path log = folder.resolve("log");
        Files.writeString(log, "a line of an earlier run\n");

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> start("echo no memory; exit 1", log))
                .withMessage("it ended while it started. The end of %s:%n  no memory", log);
    }

    @Test
    void awaitWhenItEndsWithoutAWordThenSaysSo() throws IOException {
        Path log = folder.resolve("log");
        Files.writeString(log, "a line of an earlier run\n");

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> start("exit 1", log))
                .withMessage("it ended while it started and wrote nothing to %s", log);
    }

    private void start(String script, Path log) throws IOException, InterruptedException {
        ManagedProcess process =
                new ManagedProcess(
                        new ProcessSpec(
                                "it", List.of("sh", "-c", script), log, () -> false, Map.of()),
                        new ProcessRecords(folder),
                        InstantSource.system());
        process.start();
        Processes.await(process, Duration.ofMinutes(1), () -> false);
    }
}
