// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.Detached;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All processes of this run in the order they were started; they end in the reverse order. */
final class Processes {
    // Longer than the 15 s a service grants a request that still runs.
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ProcessRecords records;
    private final Detached detached;
    private final InstantSource clock;
    private final List<List<ManagedProcess>> stages = new ArrayList<>();
    private boolean isStopping;

    Processes(ProcessRecords records, Detached detached, InstantSource clock) {
        this.records = requireNonNull(records, "records");
        this.detached = requireNonNull(detached, "detached");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Starts processes that do not need each other; what starts later ends earlier. */
    synchronized List<ManagedProcess> start(List<ProcessSpec> specs) {
        List<ManagedProcess> stage = new ArrayList<>();
        stages.add(stage);
        for (ProcessSpec spec : specs) {
            if (isStopping) {
                throw new LocalException("The start was interrupted");
            }
            ManagedProcess process = new ManagedProcess(spec, records, detached, clock);
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

    /** Ends them all, and lets nothing start any more. */
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
