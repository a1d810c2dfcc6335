// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.process.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The processes of this run: starts them in stages, and ends them in reverse order. */
final class Processes {
    // Longer than the 15 s that a service grants a request in progress.
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int LINES = 15;

    private final ProcessRecords records;
    private final InstantSource clock;
    private final List<List<ManagedProcess>> stages = new ArrayList<>();
    private boolean isStopping;

    Processes(ProcessRecords records, InstantSource clock) {
        this.records = requireNonNull(records, "records");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Starts a stage of independent processes; later stages end earlier. */
    synchronized List<ManagedProcess> start(List<ProcessSpec> specs) {
        List<ManagedProcess> stage = new ArrayList<>();
        stages.add(stage);
        for (ProcessSpec spec : specs) {
            if (isStopping) {
                throw new LocalException("The start was interrupted");
            }
            ManagedProcess process = new ManagedProcess(spec, records, clock);
            try {
                process.start();
            } catch (IOException e) {
                throw new LocalException(
                        "%s cannot be started: %s".formatted(spec.name(), e.getMessage()), e);
            }
            stage.add(process);
        }
        return List.copyOf(stage);
    }

    ManagedProcess start(ProcessSpec spec) {
        return start(List.of(spec)).getFirst();
    }

    synchronized List<ManagedProcess> all() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /**
     * Waits for a process to be ready.
     *
     * @throws LocalException with the end of its log when it ends or is not ready in time
     */
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

    /** Ends all processes, and prevents further starts. */
    void stop() {
        List<List<ManagedProcess>> all;
        synchronized (this) {
            isStopping = true;
            all = stages.reversed();
        }
        for (List<ManagedProcess> stage : all) {
            List<Thread> endings = new ArrayList<>();
            for (ManagedProcess process : stage) {
                endings.add(Thread.ofPlatform().start(() -> process.stop(GRACE)));
            }
            endings.forEach(Processes::join);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
