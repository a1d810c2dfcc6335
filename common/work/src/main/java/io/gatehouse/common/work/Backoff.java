// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter. The ceiling of the wait starts at {@code first}, doubles with
 * each failure and ends at {@code longest}; the wait is random below it, so that clients that
 * failed together do not retry together.
 *
 * @param least maps a ceiling to the shortest wait under it
 */
public record Backoff(Duration first, Duration longest, UnaryOperator<Duration> least) {
    private static final long MAX_DOUBLINGS = 20;

    public Backoff {
        requireNonNull(least, "least");
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a pause must be positive and grow");
        }
    }

    /** The longest wait after that number of earlier failures, 0 for none. */
    public Duration ceiling(long failures) {
        return doubled(first, longest, failures);
    }

    /** The first duration, doubled that number of times, at most the longest. */
    static Duration doubled(Duration first, Duration longest, long times) {
        Duration grown = first.multipliedBy(1L << Math.min(times, MAX_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    /** A random wait after that number of earlier failures. */
    public Duration draw(long failures, RandomGenerator random) {
        Duration ceiling = ceiling(failures);
        return Duration.ofNanos(
                random.nextLong(least.apply(ceiling).toNanos(), ceiling.toNanos() + 1));
    }
}
