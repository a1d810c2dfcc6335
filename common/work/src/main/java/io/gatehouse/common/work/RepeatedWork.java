// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.request.RequestContext;
import io.gatehouse.common.web.server.Metrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Runs a task at jittered intervals in its own thread until it is closed. A failed round does not
 * end it: the next one comes after a second, then after ever longer pauses up to the interval, so
 * that an hourly task that meets a database of a starting system does not wait an hour. Services
 * produce it as a bean; {@link BackgroundWork} starts and closes it.
 */
public final class RepeatedWork implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RepeatedWork.class.getName());
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Metadata FAILURES =
            Metrics.named("work_failures", "Rounds of background work that failed.");

    private final String name;
    private final Duration interval;
    private final RandomGenerator random;
    private final Runnable work;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Backoff retries;
    private final LongAdder failures = new LongAdder();
    private final AtomicLong failuresInARow = new AtomicLong();
    private final Outage outage = new Outage();
    private final Thread thread;
    private BooleanSupplier needed = () -> true;
    private First first = First.AFTER_A_PAUSE;
    private volatile boolean closed;

    /** The time of the first round. */
    private enum First {
        AFTER_A_PAUSE,
        AT_ONCE,
        BEFORE_SERVING
    }

    /**
     * @param name of the work, in logs, metrics and the thread
     * @param interval mean pause between two rounds; each pause is 0.5 to 1.5 times as long
     */
    public RepeatedWork(String name, Duration interval, RandomGenerator random, Runnable work) {
        this.name = requireNonNull(name, "name");
        this.interval = requireNonNull(interval, "interval");
        this.random = requireNonNull(random, "random");
        this.work = requireNonNull(work, "work");
        Duration soonest = interval.compareTo(FIRST_RETRY) < 0 ? interval : FIRST_RETRY;
        this.retries = new Backoff(soonest, interval, ceiling -> ceiling.dividedBy(2));
        // No virtual thread: a round that computes for long would block requests on its carrier.
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::repeat);
    }

    /** Runs the first round at once, without a pause; for data that the service needs to serve. */
    public RepeatedWork atOnce() {
        first = First.AT_ONCE;
        return this;
    }

    /**
     * Runs the first round before the server opens its ports; for data that the first request
     * needs.
     */
    public RepeatedWork beforeServing() {
        first = First.BEFORE_SERVING;
        return this;
    }

    /** Ends when the condition is false after a round; if it is false at start, no round runs. */
    public RepeatedWork asLongAs(BooleanSupplier isNeeded) {
        needed = requireNonNull(isNeeded, "isNeeded");
        return this;
    }

    boolean isNeeded() {
        return needed.getAsBoolean();
    }

    /** Publishes the number of failed rounds as {@code gatehouse_work_failures}. */
    void countIn(MetricRegistry metrics) {
        metrics.gauge(FAILURES, failures::sum, new Tag("work", name));
    }

    /**
     * Starts the thread. By default the first round follows a pause, so that replicas that start
     * together do not work at the same time.
     */
    public void start() {
        if (first == First.AT_ONCE) {
            wake();
        } else if (first == First.BEFORE_SERVING) {
            round();
        }
        thread.start();
    }

    /** Ends the current pause, so that the next round begins now. */
    public void wake() {
        wakeUps.release();
    }

    /** Runs one round in the calling thread; failures are logged and counted, never thrown. */
    public void round() {
        try {
            RequestContext.runFresh(work);
            failuresInARow.set(0);
            if (outage.ends()) {
                LOG.log(Level.INFO, "round of {0} works again", name);
            }
        } catch (ProblemException refused) {
            String code = refused.code().code();
            Level level = failed(code, Level.WARNING);
            LOG.log(level, "round of {0} failed: {1}", name, code);
        } catch (RuntimeException | Error failed) {
            Level level = failed(failed.getClass(), Level.ERROR);
            LOG.log(level, "round of " + name + " failed", failed);
        }
    }

    /** The number of failed rounds. */
    public long failures() {
        return failures.sum();
    }

    /**
     * Waits up to 10 s for the current round, then interrupts it; a lease covers the work cut off.
     */
    @Override
    public void close() {
        closed = true;
        wake();
        if (!thread.isAlive()) {
            return;
        }
        try {
            if (!thread.join(LAST_ROUND)) {
                thread.interrupt();
            }
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private Level failed(Object kind, Level first) {
        failures.increment();
        failuresInARow.incrementAndGet();
        return outage.begins(kind) ? first : Level.DEBUG;
    }

    private void repeat() {
        try {
            while (isNeeded() && !isClosedAfterPause()) {
                round();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedAfterPause() throws InterruptedException {
        if (wakeUps.tryAcquire(pause(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
        return closed;
    }

    private long pause() {
        long failed = failuresInARow.get();
        if (failed > 0) {
            return retries.draw(failed - 1, random).toMillis();
        }
        long middle = interval.toMillis();
        return random.nextLong(middle / 2, middle + middle / 2 + 1);
    }
}
