// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Repeats an idempotent call a bounded number of times, with jitter, never past a deadline. */
public final class Attempts {
    private static final int MOST = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Clock clock;
    private final RandomGenerator random;
    private final Pause pause;

    public Attempts(Clock clock, RandomGenerator random, Pause pause) {
        this.clock = clock;
        this.random = random;
        this.pause = pause;
    }

    /** The first answer of a call, or empty when there is none before the deadline. */
    public <T> Optional<T> until(Instant deadline, Supplier<Optional<T>> call) {
        for (int attempt = 0; attempt < MOST; attempt++) {
            Optional<T> result = call.get();
            if (result.isPresent() || !paused(attempt, deadline)) {
                return result;
            }
        }
        return Optional.empty();
    }

    private boolean paused(int attempt, Instant deadline) {
        long most = FIRST_PAUSE.toMillis() << attempt;
        Duration length = Duration.ofMillis(random.nextLong(most / 2, most + 1));
        if (attempt == MOST - 1 || clock.instant().plus(length).isAfter(deadline)) {
            return false;
        }
        try {
            pause.of(length);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration length) throws InterruptedException;
    }
}
