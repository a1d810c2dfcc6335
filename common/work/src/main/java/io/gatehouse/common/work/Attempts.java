// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Retries an idempotent call to a peer, bounded in number and time. */
public final class Attempts {
    private static final int MOST = 6;

    /** At least half of each ceiling, so that a peer that restarts has the time it needs. */
    private static final Backoff BACKOFF =
            new Backoff(
                    Duration.ofMillis(100),
                    Duration.ofMillis(1600),
                    ceiling -> ceiling.dividedBy(2));

    private final Retry retry;

    public Attempts(RandomGenerator random, LongSupplier nanoTime, Retry.Pause pause) {
        this.retry = new Retry(BACKOFF, random, nanoTime, pause);
    }

    /** The first response, or empty when no call that begins within the budget returns one. */
    public <T> Optional<T> within(Duration budget, Supplier<Optional<T>> call) {
        Retry.Tries tries = retry.within(budget);
        Optional<T> answer = call.get();
        for (int calls = 1; answer.isEmpty() && calls < MOST && tries.again(); calls++) {
            answer = call.get();
        }
        return answer;
    }
}
