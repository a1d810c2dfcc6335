// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Instant;
import java.util.Optional;

/**
 * The record of a process on disk. Process id and start time together identify it; an id alone may
 * have been reused.
 *
 * @param isReady whether it was ready at the last probe
 * @param since the time of the last change of that state
 */
public record ProcessRecord(
        String name, long pid, Instant started, int restarts, boolean isReady, Instant since) {
    /** A process that is starting and not ready yet. */
    public ProcessRecord(String name, long pid, Instant started, int restarts) {
        this(name, pid, started, restarts, false, started);
    }

    public ProcessRecord(String name, ProcessHandle handle, int restarts) {
        this(name, handle.pid(), startOf(handle), restarts);
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(Termination::runs)
                .filter(handle -> startOf(handle).equals(started));
    }

    /** The record after another probe. */
    public ProcessRecord observed(boolean ready, Instant now) {
        return ready == isReady
                ? this
                : new ProcessRecord(name, pid, started, restarts, ready, now);
    }

    /** The record of the process once it is stopping. */
    public ProcessRecord stopping(Instant now) {
        return new ProcessRecord(name, pid, started, restarts, false, now);
    }

    /** Whether the process is no longer ready, or was stopped before it was ready. */
    public boolean isStopping() {
        return !isReady && since.isAfter(started);
    }

    String toLine() {
        return "%d %d %d %b %d%n"
                .formatted(pid, started.toEpochMilli(), restarts, isReady, since.toEpochMilli());
    }

    static Optional<ProcessRecord> parse(String name, String line) {
        String[] parts = line.strip().split(" ", -1);
        try {
            Instant started = Instant.ofEpochMilli(Long.parseLong(parts[1]));
            // An earlier version wrote only three fields; its processes are still found.
            boolean isObserved = parts.length >= 5;
            return Optional.of(
                    new ProcessRecord(
                            name,
                            Long.parseLong(parts[0]),
                            started,
                            Integer.parseInt(parts[2]),
                            isObserved && Boolean.parseBoolean(parts[3]),
                            isObserved ? Instant.ofEpochMilli(Long.parseLong(parts[4])) : started));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            // A crash cut the line off, so it identifies no process.
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }
}
