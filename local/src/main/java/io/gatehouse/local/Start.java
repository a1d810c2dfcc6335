// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits for a process to be ready, and shows the end of its log when it never is. */
final class Start {
    private static final int LINES = 15;

    private Start() {}

    static void await(ManagedProcess process, Duration within, BooleanSupplier ready)
            throws IOException, InterruptedException {
        if (Patience.await(within, ready, () -> !process.isAlive())) {
            return;
        }
        Path log = process.spec().log();
        throw new LocalException(
                "%s %s. The end of %s:%n%s"
                        .formatted(
                                process.name(),
                                process.isAlive()
                                        ? "is not ready after " + within.toSeconds() + " s"
                                        : "ended while it started",
                                log,
                                tail(log)));
    }

    private static String tail(Path log) throws IOException {
        List<String> lines =
                new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return "  " + String.join("\n  ", last);
    }
}
