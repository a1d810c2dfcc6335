// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.Waiting;
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
        if (Waiting.await(within, ready, () -> !process.isAlive())) {
            process.observe();
            return;
        }
        throw new LocalException(
                "%s %s%s"
                        .formatted(
                                process.name(),
                                process.isAlive()
                                        ? "is not ready after " + within.toSeconds() + " s"
                                        : "ended while it started",
                                tail(process)));
    }

    private static String tail(ManagedProcess process) throws IOException {
        Path log = process.spec().log();
        byte[] all = Files.readAllBytes(log);
        int start = (int) Math.min(process.logStart(), all.length);
        List<String> lines =
                new String(all, start, all.length - start, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty()) {
            return " and wrote nothing to " + log;
        }
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return ". The end of %s:%n  %s".formatted(log, String.join("\n  ", last));
    }
}
