// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Duration;

/**
 * When a process counts as lost and how it is brought back.
 *
 * @param probeEvery time between two probes
 * @param failures probes that must fail in a row
 * @param startGrace time in which failing probes are those of a process that still starts
 * @param stopGrace time a lost process has to end before it is killed
 * @param firstWait pause before the first restart
 * @param longestWait where the doubling of the pause ends
 * @param settled time a process must run for the pause to be the first one again
 */
public record Timing(
        Duration probeEvery,
        int failures,
        Duration startGrace,
        Duration stopGrace,
        Duration firstWait,
        Duration longestWait,
        Duration settled) {
    /** What the launcher uses. */
    public static final Timing USUAL =
            new Timing(
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1));
}
