// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Waits between the tries of a piece of work, longer each time, for as long as its time lasts. */
public final class Retry {
    private final Backoff backoff;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Pause pause;

    /**
     * @param nanoTime a clock that never jumps
     */
    public Retry(Backoff backoff, RandomGenerator random, LongSupplier nanoTime, Pause pause) {
        this.backoff = requireNonNull(backoff, "backoff");
        this.random = requireNonNull(random, "random");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.pause = requireNonNull(pause, "pause");
    }

    /** The tries of one piece of work, of which none begins after this time from now. */
    public Tries within(Duration budget) {
        return new Tries(TimeUnit.NANOSECONDS.convert(budget));
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /** The tries of one piece of work; for the thread that works. */
    public final class Tries {
        private final long begun = nanoTime.getAsLong();
        private final long budget;
        private long failures;

        private Tries(long budget) {
            this.budget = budget;
        }

        /**
         * Waits for the next try; false, at once, when there is no time or the thread is to end.
         */
        public boolean again() {
            Duration wait = backoff.draw(failures, random);
            if (wait.toNanos() > budget - (nanoTime.getAsLong() - begun)) {
                return false;
            }
            failures++;
            try {
                pause.of(wait);
                return true;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Ends a row of failures: the next wait is a first one. */
        public void succeeded() {
            failures = 0;
        }
    }
}
