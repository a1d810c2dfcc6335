// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * A closed-loop load generator: each caller has one request in flight, however slow responses are.
 */
public final class Load {
    private Load() {}

    /** The result of a run; only responses as expected have a latency. */
    public record Outcome(Latencies latencies, int failures, Duration took) {

        /** Responses as expected, per second. */
        public double perSecond() {
            return latencies.count() / (took.toNanos() / 1e9);
        }
    }

    public static Outcome run(List<Caller> callers, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        return run(callers, () -> System.nanoTime() - end >= 0);
    }

    /** Runs until the condition is true; each caller checks it before a call. */
    public static Outcome run(List<Caller> callers, BooleanSupplier isOver) {
        long start = System.nanoTime();
        List<Future<Part>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.forEach(caller -> futures.add(threads.submit(() -> repeat(caller, isOver))));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<Part> parts = futures.stream().map(Load::result).toList();
        Latencies all = Latencies.merge(parts.stream().map(Part::latencies).toList());
        return new Outcome(all, parts.stream().mapToInt(Part::failures).sum(), took);
    }

    private record Part(Latencies latencies, int failures) {}

    private static Part repeat(Caller caller, BooleanSupplier isOver) {
        Latencies latencies = new Latencies();
        int failures = 0;
        while (!isOver.getAsBoolean()) {
            long begin = System.nanoTime();
            if (caller.call()) {
                latencies.add(System.nanoTime() - begin);
            } else {
                failures++;
            }
        }
        return new Part(latencies, failures);
    }

    private static Part result(Future<Part> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a caller gave up", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
