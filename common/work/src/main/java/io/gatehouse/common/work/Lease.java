// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import io.gatehouse.common.web.config.ConfigKeys;
import java.time.Duration;
import java.time.Instant;

/** The duration of a lease on an unfinished row; each failed attempt doubles it, up to a limit. */
public record Lease(Duration first, Duration longest) {
    public Lease {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("lease must be positive and grow");
        }
    }

    /** Reads {@code PREFIX.lease} and {@code PREFIX.longest-lease}. */
    public static Lease from(ConfigKeys keys, String prefix) {
        Duration first = keys.duration(prefix + ".lease", "PT15S");
        return new Lease(first, keys.duration(prefix + ".longest-lease", "PT2M", first));
    }

    /** The end of a lease that is taken now, after that number of failed attempts. */
    public Instant until(Instant now, long attempts) {
        return now.plus(Backoff.doubled(first, longest, attempts));
    }
}
