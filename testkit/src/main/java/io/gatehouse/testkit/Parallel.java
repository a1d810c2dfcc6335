// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs many calls at once. */
public final class Parallel {
    private Parallel() {}

    /** All at the same time, each on a thread of its own; the results in the order of the calls. */
    public static <T> List<T> all(List<? extends Callable<T>> calls) {
        return run(Executors.newVirtualThreadPerTaskExecutor(), calls);
    }

    /** The same call so many times at once. */
    public static <T> List<T> times(int times, Callable<T> call) {
        return all(Collections.nCopies(times, call));
    }

    /** At most so many at the same time. */
    public static <T> List<T> atMost(int threads, List<? extends Callable<T>> calls) {
        return run(Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory()), calls);
    }

    private static <T> List<T> run(ExecutorService executor, List<? extends Callable<T>> calls) {
        try (executor) {
            List<Future<T>> futures = executor.invokeAll(calls);
            return futures.stream().map(Parallel::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
