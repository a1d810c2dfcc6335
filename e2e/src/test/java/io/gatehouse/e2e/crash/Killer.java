// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import io.gatehouse.e2e.LocalSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Kills one process after the other with SIGKILL; the launcher starts each anew. */
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

    private static final long SHORTEST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 4000;

    private final LocalSystem system;
    private final RandomGenerator random;
    private final int most;
    private final Map<String, Integer> kills = new TreeMap<>();
    private volatile boolean stopped;

    Killer(LocalSystem system, RandomGenerator random, int most) {
        this.system = system;
        this.random = random;
        this.most = most;
    }

    @Override
    public void run() {
        for (int i = 0; i < most && !stopped; i++) {
            long pause = random.nextLong(SHORTEST_MILLIS, LONGEST_MILLIS);
            LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
            String process = PROCESSES.get(random.nextInt(PROCESSES.size()));
            try {
                system.kill(process);
                kills.merge(process, 1, Integer::sum);
            } catch (AssertionError gone) {
                // It died a moment ago and is not back yet: another one then.
                i--;
            }
        }
    }

    void stop() {
        stopped = true;
    }

    int count() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<String, Integer> kills() {
        return Map.copyOf(kills);
    }
}
