// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a process on disk: a number alone could by now belong to another program,
 * number and start time together cannot.
 *
 * @param isReady whether it could do its work when it was looked at last
 * @param since when that began
 */
public record ProcessRecord(
        String name, long pid, Instant started, int restarts, boolean isReady, Instant since) {
    /** One that starts, and is not ready yet. */
    public ProcessRecord(String name, long pid, Instant started, int restarts) {
        this(name, pid, started, restarts, false, started);
    }

    public ProcessRecord(String name, ProcessHandle handle, int restarts) {
        this(name, handle.pid(), startOf(handle), restarts);
    }

    /** The process, if it is still the one that was recorded and still runs. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(Termination::runs)
                .filter(handle -> startOf(handle).equals(started));
    }

    /** The same process, looked at again. */
    public ProcessRecord observed(boolean ready, Instant now) {
        return ready == isReady
                ? this
                : new ProcessRecord(name, pid, started, restarts, ready, now);
    }

    /** The same process, which has begun to end. */
    public ProcessRecord stopping(Instant now) {
        return new ProcessRecord(name, pid, started, restarts, false, now);
    }

    /** Whether its time of being ready is over, or never came. */
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
            // An earlier version wrote no more than three; what it left running is found all the
            // same.
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
            // Cut short by a crash: it names no process that could be told from another.
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }
}
