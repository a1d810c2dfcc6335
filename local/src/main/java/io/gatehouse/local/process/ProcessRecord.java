// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a process on disk: a number alone could by now belong to another program,
 * number and start time together cannot.
 */
public record ProcessRecord(String name, long pid, Instant started, int restarts) {
    public ProcessRecord(String name, ProcessHandle handle, int restarts) {
        this(name, handle.pid(), startOf(handle), restarts);
    }

    /** The process, if it is still the one that was recorded and still runs. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(Ending::runs)
                .filter(handle -> startOf(handle).equals(started));
    }

    String toLine() {
        return "%d %d %d%n".formatted(pid, started.toEpochMilli(), restarts);
    }

    static Optional<ProcessRecord> parse(String name, String line) {
        String[] parts = line.strip().split(" ", -1);
        try {
            return Optional.of(
                    new ProcessRecord(
                            name,
                            Long.parseLong(parts[0]),
                            Instant.ofEpochMilli(Long.parseLong(parts[1])),
                            Integer.parseInt(parts[2])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            // Cut short by a crash: it names no process that could be told from another.
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }
}
