// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.web.RequestContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Does a piece of work at jittered intervals until it is closed. */
final class RepeatedWork implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RepeatedWork.class.getName());
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    private final String name;
    private final Duration interval;
    private final RandomGenerator random;
    private final Runnable work;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    RepeatedWork(String name, Duration interval, RandomGenerator random, Runnable work) {
        this.name = name;
        this.interval = interval;
        this.random = random;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
    }

    void start() {
        thread.start();
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

    /** One bad round must not end all later ones. */
    private void round() {
        try {
            RequestContext.runFresh(work);
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "round of " + name + " failed: " + failed);
        }
    }
}
