// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Repeats an idempotent call to a peer a bounded number of times, within a bounded time. */
public final class Attempts {
    private static final int MOST = 6;

    /** At least half of each pause, so that a peer that starts again has its time. */
    private static final Backoff BACKOFF =
            new Backoff(
                    Duration.ofMillis(100),
                    Duration.ofMillis(1600),
                    ceiling -> ceiling.dividedBy(2));

    private final Retry retry;

    public Attempts(RandomGenerator random, LongSupplier nanoTime, Retry.Pause pause) {
        this.retry = new Retry(BACKOFF, random, nanoTime, pause);
    }

    /** The first answer, or empty when no call that begins within the budget gives one. */
    public <T> Optional<T> within(Duration budget, Supplier<Optional<T>> call) {
        Retry.Tries tries = retry.within(budget);
        Optional<T> answer = call.get();
        for (int calls = 1; answer.isEmpty() && calls < MOST && tries.again(); calls++) {
            answer = call.get();
        }
        return answer;
    }
}
