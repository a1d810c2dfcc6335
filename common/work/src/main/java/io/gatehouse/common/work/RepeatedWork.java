// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.ProblemException;
import io.gatehouse.common.web.RequestContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Does a piece of work at jittered intervals until it is closed, whatever a round comes to. */
public final class RepeatedWork implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RepeatedWork.class.getName());
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final String name;
    private final Duration interval;
    private final RandomGenerator random;
    private final Runnable work;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean atOnce;

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

    /** Begins with a pause, so that replicas that start together do not work together. */
    public void start() {
        thread.start();
    }

    /** Begins with a round, for what the service cannot serve without. */
    public void startAtOnce() {
        atOnce = true;
        thread.start();
    }

    /** One round now, in this thread; a bad round must not end all later ones. */
    public void round() {
        try {
            RequestContext.runFresh(work);
        } catch (ProblemException refused) {
            LOG.log(Level.WARNING, "round of {0} failed: {1}", name, refused.code().code());
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "round of " + name + " failed", failed);
        }
    }

    /** Waits for the round that is under way, for a while: a lease covers what is cut off. */
    @Override
    public void close() {
        closed.countDown();
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

    private void repeat() {
        if (atOnce) {
            round();
        }
        try {
            while (!closed.await(jittered(), TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private long jittered() {
        long middle = interval.toMillis();
        return random.nextLong(middle / 2, middle + middle / 2 + 1);
    }
}
