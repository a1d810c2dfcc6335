// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.time.Duration;
import java.time.Instant;

/** How long an unfinished row belongs to the one who took it; longer after each vain attempt. */
public record Lease(Duration first, Duration longest) {
    private static final long MAX_DOUBLINGS = 20;

    public Lease {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("lease must be positive and grow");
        }
    }

    /** When it ends, taken now after so many vain attempts. */
    public Instant until(Instant now, long attempts) {
        Duration grown = first.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        return now.plus(grown.compareTo(longest) < 0 ? grown : longest);
    }
}
