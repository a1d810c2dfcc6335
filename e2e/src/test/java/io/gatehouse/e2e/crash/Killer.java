// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import io.gatehouse.e2e.LocalSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * Kills one process after the other with SIGKILL; the launcher starts each anew. The kills are
 * spread evenly over the purchases, so that each meets a system in which buyers are at work.
 */
final class Killer implements Runnable {
    /** Those that money and stock go through more often than the others. */
    private static final List<String> PROCESSES =
            List.of(
                    "products",
                    "products",
                    "orders",
                    "orders",
                    "payments",
                    "payments",
                    "provider-sim",
                    "postgres",
                    "authz",
                    "envoy");

    private static final Duration LOOK = Duration.ofMillis(5);

    /** One in so many kills comes at once after the one before it: two are away then. */
    private static final int TWO_IN = 5;

    private static final long LONGEST_PAUSE_MILLIS = 300;

    private final LocalSystem system;
    private final RandomGenerator random;
    private final int kills;
    private final int purchases;
    private final IntSupplier purchased;
    private final Map<String, Integer> killed = new TreeMap<>();
    private volatile boolean stopped;

    /**
     * @param kills how many, over all purchases
     * @param purchased how many purchases are made so far
     */
    Killer(
            LocalSystem system,
            RandomGenerator random,
            int kills,
            int purchases,
            IntSupplier purchased) {
        this.system = system;
        this.random = random;
        this.kills = kills;
        this.purchases = purchases;
        this.purchased = purchased;
    }

    @Override
    public void run() {
        for (int i = 0; i < kills && !stopped; i++) {
            if (random.nextInt(TWO_IN) > 0) {
                awaitTurn(i);
            }
            while (!stopped && !isKilled(PROCESSES.get(random.nextInt(PROCESSES.size())))) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    // The pause lets the kill fall anywhere in a purchase, not always at the end of one.
    private void awaitTurn(int kill) {
        long due = (long) purchases * kill / kills;
        while (!stopped && purchased.getAsInt() < due) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        LockSupport.parkNanos(Duration.ofMillis(random.nextLong(LONGEST_PAUSE_MILLIS)).toNanos());
    }

    /** Kills a process; false when it died a moment ago and is not back yet. */
    private boolean isKilled(String process) {
        try {
            system.kill(process);
        } catch (AssertionError gone) {
            return false;
        }
        synchronized (killed) {
            killed.merge(process, 1, Integer::sum);
        }
        return true;
    }

    void stop() {
        stopped = true;
    }

    int count() {
        return kills().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The kills so far by process. */
    Map<String, Integer> kills() {
        synchronized (killed) {
            return new TreeMap<>(killed);
        }
    }
}
