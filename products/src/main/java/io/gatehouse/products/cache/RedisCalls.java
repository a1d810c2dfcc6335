// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import io.gatehouse.common.work.Outage;
import io.gatehouse.products.CacheConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Calls a Redis server whose absence costs speed only. A call ends within its timeout; after one
 * that failed nobody tries for a second, and then one call shows whether the server is back. A
 * connection on which a call failed is replaced.
 */
final class RedisCalls implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RedisCalls.class.getName());
    private static final long REST = Duration.ofSeconds(1).toNanos();

    /** One for reading and writing, one in reserve; a call computes nothing there. */
    private static final int THREADS = 2;

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI server;
    private final Duration timeout;
    private final Runnable failures;
    private final LongSupplier nanoTime;
    private final Outage outage = new Outage();
    private final AtomicReference<Rest> rest = new AtomicReference<>(Rest.NONE);
    private final AtomicReference<CompletableFuture<StatefulRedisConnection<String, String>>>
            connection = new AtomicReference<>(new CompletableFuture<>());

    /** A time in which nobody tries, by the monotonic clock. */
    private record Rest(boolean isOn, long until) {
        private static final Rest NONE = new Rest(false, 0);
    }

    /**
     * @param failures told of each call that failed
     * @param nanoTime monotonic clock in nanoseconds
     */
    RedisCalls(CacheConfig.Redis config, Runnable failures, LongSupplier nanoTime) {
        this.timeout = config.timeout();
        this.failures = failures;
        this.nanoTime = nanoTime;
        this.server = RedisServer.address(config);
        this.resources =
                DefaultClientResources.builder()
                        .ioThreadPoolSize(THREADS)
                        .computationThreadPoolSize(THREADS)
                        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                        .build();
        this.client = RedisClient.create(resources, server);
        client.setOptions(RedisServer.options(config));
        connect(connection.get());
    }

    /** The answer to a command, or empty when the server did not give one, or was not asked. */
    <T> Optional<T> call(Function<RedisAsyncCommands<String, String>, Future<T>> command) {
        if (!mayTry()) {
            return Optional.empty();
        }
        CompletableFuture<StatefulRedisConnection<String, String>> used = connection();
        try {
            T answer = within(command.apply(within(used).async()));
            succeeded();
            return Optional.of(answer);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException
                | TimeoutException
                | CancellationException
                | RedisException failure) {
            failed(used, failure);
            return Optional.empty();
        }
    }

    private <T> T within(Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** True while all is well; after a failure, for one caller at the end of each rest. */
    private boolean mayTry() {
        Rest now = rest.get();
        return !now.isOn()
                || (nanoTime.getAsLong() - now.until() >= 0 && rest.compareAndSet(now, nextRest()));
    }

    private Rest nextRest() {
        return new Rest(true, nanoTime.getAsLong() + REST);
    }

    private void succeeded() {
        if (rest.get().isOn()) {
            rest.set(Rest.NONE);
        }
        if (outage.ends()) {
            LOG.log(Level.INFO, "the Redis of the cache answers again");
        }
    }

    private void failed(
            CompletableFuture<StatefulRedisConnection<String, String>> used, Exception failure) {
        rest.set(nextRest());
        failures.run();
        if (outage.begins()) {
            LOG.log(
                    Level.WARNING,
                    "the Redis of the cache does not answer, the database is read meanwhile: "
                            + failure);
        }
        replace(used);
    }

    private CompletableFuture<StatefulRedisConnection<String, String>> connection() {
        CompletableFuture<StatefulRedisConnection<String, String>> current = connection.get();
        boolean isLost =
                current.isCompletedExceptionally()
                        || (current.isDone() && !current.join().isOpen());
        if (isLost) {
            replace(current);
        }
        return connection.get();
    }

    /** Connects anew, unless another thread has done so. */
    private void replace(CompletableFuture<StatefulRedisConnection<String, String>> old) {
        CompletableFuture<StatefulRedisConnection<String, String>> next = new CompletableFuture<>();
        if (connection.compareAndSet(old, next)) {
            CompletableFuture<Void> _ = old.thenCompose(StatefulRedisConnection::closeAsync);
            connect(next);
        }
    }

    private void connect(CompletableFuture<StatefulRedisConnection<String, String>> into) {
        CompletionStage<?> _ =
                client.connectAsync(StringCodec.UTF8, server)
                        .whenComplete((open, away) -> {
                            if (away == null) {
                                into.complete(open);
                            } else {
                                into.completeExceptionally(away);
                            }
                        });
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, timeout);
        Future<Boolean> _ = resources.shutdown(0, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
