// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.time.Duration;
import java.time.Instant;

/** How long an unfinished row belongs to its holder; twice as long after each failed attempt. */
public record Lease(Duration first, Duration longest) {
    public Lease {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("lease must be positive and grow");
        }
    }

    /** The end of a lease that is taken now, after so many failed attempts. */
    public Instant until(Instant now, long attempts) {
        return now.plus(Backoff.doubled(first, longest, attempts));
    }
}
