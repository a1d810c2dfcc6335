// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The wait before the next restart: it doubles each time, until a process has run for long. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final Duration settled;
    private Duration next;

    /**
     * Starts with the first wait.
     *
     * @param settled a process that ran this long counts as healthy: its next wait is the first
     */
    public Backoff(Duration first, Duration longest, Duration settled) {
        this.first = requireNonNull(first, "first");
        this.longest = requireNonNull(longest, "longest");
        this.settled = requireNonNull(settled, "settled");
        this.next = first;
    }

    public Duration after(Duration uptime) {
        Duration wait = uptime.compareTo(settled) >= 0 ? first : next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return wait;
    }
}
