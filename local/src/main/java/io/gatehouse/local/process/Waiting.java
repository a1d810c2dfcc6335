// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Polls a condition, every 50 ms, until it is true or a timeout ends. */
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Waits for a condition.
     *
     * @param hopeless ends the wait early
     * @return whether the condition became true
     */
    public static boolean await(
            Duration within, BooleanSupplier condition, BooleanSupplier hopeless)
            throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (hopeless.getAsBoolean() || System.nanoTime() - end > 0) {
                return false;
            }
            never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }
}
