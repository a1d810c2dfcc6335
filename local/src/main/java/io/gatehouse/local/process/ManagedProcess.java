// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A process that can be started, recorded on disk, and restarted under the same name. */
public final class ManagedProcess {
    private static final File NOTHING = new File("/dev/null");
    private static final Set<String> NEUTRAL =
            Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "USER");

    private static final Duration COLLECTED = Duration.ofSeconds(5);

    private final ProcessSpec spec;
    private final ProcessRecords records;
    private final InstantSource clock;
    private Process process;
    private Instant started;
    private ProcessRecord record;
    private long logStart;
    private int starts;

    public ManagedProcess(ProcessSpec spec, ProcessRecords records, InstantSource clock) {
        this.spec = requireNonNull(spec, "spec");
        this.records = requireNonNull(records, "records");
        this.clock = requireNonNull(clock, "clock");
    }

    public synchronized void start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Programs.ofThisProgram().detached(spec.command()))
                        .directory(spec.folder().toFile())
                        .redirectInput(Redirect.from(NOTHING))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(spec.log().toFile()));
        keepOnlyNeutral(builder.environment());
        builder.environment().putAll(spec.environment());
        logStart = spec.log().toFile().length();
        process = builder.start();
        started = clock.instant();
        record = new ProcessRecord(spec.name(), process.toHandle(), starts);
        records.put(record);
        starts++;
    }

    public String name() {
        return spec.name();
    }

    public ProcessSpec spec() {
        return spec;
    }

    /** The offset in bytes in its log at which the output of this start begins. */
    public synchronized long logStart() {
        return logStart;
    }

    public synchronized long pid() {
        return process.pid();
    }

    public synchronized int restarts() {
        return Math.max(0, starts - 1);
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public boolean isHealthy() {
        return isAlive() && spec.probe().isHealthy();
    }

    /** Probes the process and records a change of its readiness; returns whether it is healthy. */
    public boolean observe() {
        boolean isHealthy = isHealthy();
        boolean isReady = isHealthy && spec.readiness().isHealthy();
        synchronized (this) {
            ProcessRecord before = record;
            record = record.observed(isReady, clock.instant());
            if (!record.equals(before)) {
                records.put(record);
            }
        }
        return isHealthy;
    }

    public synchronized Duration uptime() {
        return Duration.between(started, clock.instant());
    }

    /** The exit code of the current process, or empty if it still runs after that time. */
    public Optional<Integer> awaitExit(Duration within) throws InterruptedException {
        Process current = current();
        return current.waitFor(within) ? Optional.of(current.exitValue()) : Optional.empty();
    }

    /** Ends the process if it runs, and deletes its record. */
    public void stop(Duration grace) {
        end(grace);
        records.remove(spec.name());
    }

    /** Ends the process if it runs; it can be started again. */
    public void end(Duration grace) {
        if (!isAlive()) {
            return;
        }
        Process ending = current();
        Termination.end(ending.toHandle(), spec.goodbye(), grace);
        try {
            // The process is gone; the JVM receives its exit code a moment later.
            ending.waitFor(COLLECTED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process current() {
        return process;
    }

    /** Removes variables that are meant for other programs, such as SERVER_PORT, and secrets. */
    private static void keepOnlyNeutral(Map<String, String> environment) {
        Map<String, String> kept = new TreeMap<>(environment);
        kept.keySet().retainAll(NEUTRAL);
        environment.clear();
        environment.putAll(kept);
    }
}
