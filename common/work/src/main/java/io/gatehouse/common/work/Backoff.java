// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: up to the first ceiling, which doubles with each further
 * failure and ends at the longest. The wait is drawn, so that those who failed together do not come
 * back together.
 *
 * @param least the shortest wait under a ceiling
 */
public record Backoff(Duration first, Duration longest, UnaryOperator<Duration> least) {
    private static final long MAX_DOUBLINGS = 20;

    public Backoff {
        requireNonNull(least, "least");
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a pause must be positive and grow");
        }
    }

    /** The longest wait after so many failures, counted from none. */
    public Duration ceiling(long failures) {
        return doubled(first, longest, failures);
    }

    /** The first length, doubled so many times, up to the longest. */
    static Duration doubled(Duration first, Duration longest, long times) {
        Duration grown = first.multipliedBy(1L << Math.min(times, MAX_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    /** A wait after so many failures. */
    Duration draw(long failures, RandomGenerator random) {
        Duration ceiling = ceiling(failures);
        return Duration.ofNanos(
                random.nextLong(least.apply(ceiling).toNanos(), ceiling.toNanos() + 1));
    }
}
