// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.work.Outage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The JWK set of idp, held in memory. A refresh that fails in any way keeps the last good keys: an
 * idp that is down, or responds with nonsense, must not sign everybody out.
 */
public final class RemoteJwkSet {
    private static final Logger LOG = System.getLogger(RemoteJwkSet.class.getName());

    /** The least interval between fetches for unknown key ids, however many tokens name one. */
    static final Duration REFETCH_INTERVAL = Duration.ofSeconds(5);

    private final JwkSetSource source;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final ReentrantLock refreshLock = new ReentrantLock();
    private final ReentrantLock refetchLock = new ReentrantLock();
    private final Outage outage = new Outage();
    private final LongAdder refreshed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private volatile JwkSet current = JwkSet.empty();
    private CompletableFuture<Boolean> refetch = CompletableFuture.completedFuture(false);
    private long lastRefetch;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public RemoteJwkSet(JwkSetSource source, Executor executor, LongSupplier nanoTime) {
        this.source = requireNonNull(source, "source");
        this.executor = requireNonNull(executor, "executor");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.lastRefetch = nanoTime.getAsLong() - REFETCH_INTERVAL.toNanos();
    }

    public JwkSet current() {
        return current;
    }

    /** Fetches the JWK set now; returns whether it has changed, and false after a failure. */
    public boolean refresh() {
        refreshLock.lock();
        try {
            JwkSet before = current;
            current = before.with(JwkSetReader.read(source.fetch()));
            refreshed.increment();
            outage.ends();
            if (current == before) {
                return false;
            }
            LOG.log(Level.INFO, "key set generation {0}", current.generation());
            return true;
        } catch (IOException | RuntimeException e) {
            failed.increment();
            tell(e);
            return false;
        } finally {
            refreshLock.unlock();
        }
    }

    /** Before the first keys authz is not ready, so a failure is not yet worth a warning. */
    private void tell(Exception e) {
        if (!outage.begins()) {
            LOG.log(Level.DEBUG, "key set not refreshed: {0}", e.toString());
        } else if (current.generation() == 0) {
            LOG.log(Level.INFO, "no key set yet, asking again: {0}", e.toString());
        } else {
            LOG.log(Level.WARNING, "key set not refreshed, last good keys stay: {0}", e.toString());
        }
    }

    /**
     * Fetches the JWK set because a token names an unknown key. Concurrent callers share one fetch;
     * within five seconds of the last one the result is false at once.
     */
    public CompletableFuture<Boolean> refetch() {
        refetchLock.lock();
        try {
            if (!refetch.isDone()) {
                return refetch.copy();
            }
            long now = nanoTime.getAsLong();
            if (now - lastRefetch < REFETCH_INTERVAL.toNanos()) {
                return CompletableFuture.completedFuture(false);
            }
            lastRefetch = now;
            refetch = CompletableFuture.supplyAsync(this::refresh, executor);
            return refetch.copy();
        } finally {
            refetchLock.unlock();
        }
    }

    public long refreshed() {
        return refreshed.sum();
    }

    public long failed() {
        return failed.sum();
    }
}
