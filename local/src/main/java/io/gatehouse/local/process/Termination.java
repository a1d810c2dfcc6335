// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Duration;
import java.util.function.Consumer;

/** Ends a process: asks it to end, waits, and then kills it with all its descendants. */
public final class Termination {
    private static final Duration AFTER_FORCE = Duration.ofSeconds(10);

    private Termination() {}

    /** Ends a process; returns whether it ended without being killed. */
    public static boolean end(
            ProcessHandle process, Consumer<ProcessHandle> goodbye, Duration grace) {
        goodbye.accept(process);
        if (hasEnded(process, grace)) {
            return true;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        hasEnded(process, AFTER_FORCE);
        return false;
    }

    private static boolean hasEnded(ProcessHandle process, Duration within) {
        try {
            return Waiting.await(within, () -> !runs(process), () -> false);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether a process runs; a zombie is alive but has no command. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
