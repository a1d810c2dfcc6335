// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Threads beside the requests, and pauses, all of which end when the server closes. */
public final class Background implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Background.class.getName());

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Runs the work in a thread of its own; nothing runs once the server closes. */
    public void run(Runnable work) {
        try {
            threads.execute(() -> logged(work));
        } catch (RejectedExecutionException closed) {
            // The journal says what is left to do: the next start does it.
            LOG.log(Level.DEBUG, "left to the next start", closed);
        }
    }

    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "work in the background failed", failed);
        }
    }

    /** Waits so long; returns false when the server closes before. */
    public boolean pause(Duration length) {
        try {
            return !closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        threads.shutdownNow();
        threads.close();
    }
}
