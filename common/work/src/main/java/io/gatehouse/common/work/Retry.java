// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Waits between the attempts at a piece of work, with backoff, within a time budget. */
public final class Retry {
    private final Backoff backoff;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Pause pause;

    /**
     * @param nanoTime monotonic clock in nanoseconds, such as {@link System#nanoTime}
     */
    public Retry(Backoff backoff, RandomGenerator random, LongSupplier nanoTime, Pause pause) {
        this.backoff = requireNonNull(backoff, "backoff");
        this.random = requireNonNull(random, "random");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.pause = requireNonNull(pause, "pause");
    }

    /** Starts the budget of one piece of work; no attempt begins after it ends. */
    public Tries within(Duration budget) {
        return new Tries(TimeUnit.NANOSECONDS.convert(budget));
    }

    /** Sleeps for a given time; tests replace it. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /** The attempts at one piece of work; not safe for use by several threads. */
    public final class Tries {
        private final long begun = nanoTime.getAsLong();
        private final long budget;
        private long failures;

        private Tries(long budget) {
            this.budget = budget;
        }

        /**
         * Waits before the next attempt. Returns false when the wait exceeds the budget, or the
         * thread is interrupted.
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

        /** Resets the backoff: the next wait is a first one. */
        public void succeeded() {
            failures = 0;
        }
    }
}
