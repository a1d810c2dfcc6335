// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Limits the time of a piece of work as a whole, whatever the limits of its parts add up to. */
public final class TimeLimit {
    private final Duration limit;
    private final ExecutorService threads;

    /**
     * @param threads what runs the work; one that exceeds the limit is interrupted
     */
    public TimeLimit(Duration limit, ExecutorService threads) {
        this.limit = limit;
        this.threads = threads;
    }

    /** The result, or empty when the work fails, or has none within the limit. */
    public <T> Optional<T> result(Callable<T> work) {
        Future<T> result = threads.submit(work);
        try {
            return Optional.of(result.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            result.cancel(true);
        }
    }
}
