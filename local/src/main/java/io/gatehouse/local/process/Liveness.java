// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Counts consecutive failed probes; a process that is still starting may fail them. */
final class Liveness {
    private final int allowed;
    private final Duration startGrace;
    // Watched processes have started once; after a restart the first success is awaited again.
    private boolean seen = true;
    private int failures;

    Liveness(int allowed, Duration startGrace) {
        this.allowed = allowed;
        this.startGrace = requireNonNull(startGrace, "startGrace");
    }

    /** Records a probe; returns whether the process is lost and must be restarted. */
    boolean isLost(boolean healthy, Duration uptime) {
        if (healthy) {
            seen = true;
            failures = 0;
            return false;
        }
        if (!seen && uptime.compareTo(startGrace) < 0) {
            return false;
        }
        failures++;
        return failures >= allowed;
    }

    void restarted() {
        seen = false;
        failures = 0;
    }
}
