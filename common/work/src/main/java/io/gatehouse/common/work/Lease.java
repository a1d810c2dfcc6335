// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import io.gatehouse.common.web.config.ConfigKeys;
import java.time.Duration;
import java.time.Instant;

/**
 * The duration of a lease on an unfinished row. The first belongs to the request that opens the
 * row, and outlasts it; those of workers are short, so that a peer that is back finds the row due,
 * and double with each failed attempt, up to a limit.
 */
public record Lease(Duration first, Duration longest) {
    private static final Duration RETRY = Duration.ofSeconds(1);

    public Lease {
        if (!first.isPositive() || longest.compareTo(RETRY) < 0) {
            throw new IllegalArgumentException("lease must be positive and grow");
        }
    }

    /** Reads {@code PREFIX.lease} and {@code PREFIX.longest-lease}. */
    public static Lease from(ConfigKeys keys, String prefix) {
        return new Lease(
                keys.duration(prefix + ".lease", "PT6S"),
                keys.duration(prefix + ".longest-lease", "PT3S", RETRY));
    }

    /** The end of a lease that is taken now, 0 by the request, else by that attempt of a worker. */
    public Instant until(Instant now, long attempt) {
        return now.plus(attempt == 0 ? first : Backoff.doubled(RETRY, longest, attempt - 1));
    }
}
