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
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Does a piece of work at jittered intervals until it is closed, whatever a round comes to. */
public final class RepeatedWork implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RepeatedWork.class.getName());
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);
    private static final Metadata FAILURES =
            Metrics.named("work_failures", "Rounds of background work that failed.");

    private final String name;
    private final Duration interval;
    private final RandomGenerator random;
    private final Runnable work;
    private final Semaphore wakeUps = new Semaphore(0);
    private final LongAdder failures = new LongAdder();
    private final Outage outage = new Outage();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param name of the work, in the log and of its thread
     * @param interval mean pause between two rounds; each is between half and one and a half of it
     */
    public RepeatedWork(String name, Duration interval, RandomGenerator random, Runnable work) {
        this.name = requireNonNull(name, "name");
        this.interval = requireNonNull(interval, "interval");
        this.random = requireNonNull(random, "random");
        this.work = requireNonNull(work, "work");
        // No virtual thread: work that computes for long would hold up the requests on its carrier.
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::repeat);
    }

    /** Shows the number of failed rounds as a metric of the service. */
    public RepeatedWork countedIn(MetricRegistry metrics) {
        metrics.gauge(FAILURES, failures::sum, new Tag("work", name));
        return this;
    }

    /** Begins with a pause, so that replicas that start together do not work together. */
    public void start() {
        thread.start();
    }

    /** Begins with a round, for what the service cannot serve without. */
    public void startAtOnce() {
        wake();
        thread.start();
    }

    /** Ends the pause: there is work now. */
    public void wake() {
        wakeUps.release();
    }

    /** One round now, in this thread; a failed round must not end all later ones. */
    public void round() {
        try {
            RequestContext.runFresh(work);
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

    /** How many rounds failed. */
    public long failures() {
        return failures.sum();
    }

    /** Waits for the round that is under way, for a while: a lease covers what is cut off. */
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
        return outage.begins(kind) ? first : Level.DEBUG;
    }

    private void repeat() {
        try {
            while (!isClosedAfterPause()) {
                round();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedAfterPause() throws InterruptedException {
        if (wakeUps.tryAcquire(jittered(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
        return closed;
    }

    private long jittered() {
        long middle = interval.toMillis();
        return random.nextLong(middle / 2, middle + middle / 2 + 1);
    }
}
