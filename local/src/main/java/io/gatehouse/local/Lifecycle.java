// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the system until SIGTERM or Ctrl-C, which may come in the middle of the start. */
final class Lifecycle {
    // For a step that cannot be interrupted, such as copying a jar.
    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final LocalSystem system;
    private final Progress progress;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean hasFailed;

    Lifecycle(LocalSystem system, Progress progress) {
        this.system = requireNonNull(system, "system");
        this.progress = requireNonNull(progress, "progress");
    }

    /** Never returns, so that the home stays locked until the end; throws when the start failed. */
    void run() throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        try {
            system.start();
            ending.await();
        } catch (Exception | Error e) {
            if (ending.getCount() > 0) {
                hasFailed = true;
                throw e;
            }
        } finally {
            ended.countDown();
        }
        new CountDownLatch(1).await();
    }

    private void end() {
        ending.countDown();
        if (hasFailed) {
            // The failure stays the last output, since no user asked for the stop.
            system.stop();
            return;
        }
        progress.stopping();
        system.stop();
        try {
            ended.await(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        progress.stopped();
    }
}
