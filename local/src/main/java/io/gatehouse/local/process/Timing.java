// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Duration;

/**
 * The timing of a {@link Supervisor}: when a process counts as lost, and when it is restarted.
 *
 * @param probeEvery time between two probes
 * @param failures number of consecutive failed probes after which it is lost
 * @param startGrace time after a restart in which failed probes do not count until the first
 *     success
 * @param stopGrace time that a lost process has to end before it is killed
 * @param firstWait pause before the first restart
 * @param longestWait upper bound of the pause, which doubles each time
 * @param settled uptime after which the pause is the first one again
 */
public record Timing(
        Duration probeEvery,
        int failures,
        Duration startGrace,
        Duration stopGrace,
        Duration firstWait,
        Duration longestWait,
        Duration settled) {
    /** The timing of the launcher. */
    public static final Timing USUAL =
            new Timing(
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1));

    /** The same, but no restart waits longer than another: for services that are let crash. */
    public static final Timing CRASHING =
            new Timing(
                    USUAL.probeEvery,
                    USUAL.failures,
                    USUAL.startGrace,
                    USUAL.stopGrace,
                    Duration.ofMillis(200),
                    Duration.ofMillis(200),
                    USUAL.settled);
}
