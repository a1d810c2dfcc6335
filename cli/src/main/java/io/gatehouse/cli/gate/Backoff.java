// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Waits between the tries of one call, 5 s at most: exponential backoff with jitter from 250 ms on,
 * or the time in {@code Retry-After}.
 */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private final Sleeper sleeper;

    public Backoff(RandomGenerator random, Sleeper sleeper) {
        this.random = requireNonNull(random, "random");
        this.sleeper = requireNonNull(sleeper, "sleeper");
    }

    void rest(int attempt, Optional<Duration> asked) throws InterruptedException {
        Duration wait = asked.orElseGet(() -> jittered(FIRST.multipliedBy(1L << (attempt - 1))));
        sleeper.sleep(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private Duration jittered(Duration full) {
        return Duration.ofMillis(random.nextLong(full.toMillis() / 2, full.toMillis() + 1));
    }

    /** Sleeps for a given time; tests replace it. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }
}
