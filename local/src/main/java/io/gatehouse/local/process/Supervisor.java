// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Watches processes, one thread each, and starts again what died or stopped answering. */
public final class Supervisor implements AutoCloseable {
    private final Timing timing;
    private final Consumer<String> report;
    private final Runnable changed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Watches nothing yet.
     *
     * @param report takes a line for a person
     * @param changed runs after each restart
     */
    public Supervisor(Timing timing, Consumer<String> report, Runnable changed) {
        this.timing = requireNonNull(timing, "timing");
        this.report = requireNonNull(report, "report");
        this.changed = requireNonNull(changed, "changed");
    }

    public synchronized void watch(ManagedProcess process) {
        Watch watch = new Watch(process, timing, this);
        threads.add(Thread.ofPlatform().daemon().name("watch-" + process.name()).start(watch));
    }

    /** Stops watching; the processes stay as they are. */
    @Override
    public synchronized void close() {
        closing.countDown();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    void report(String line) {
        report.accept(line);
    }

    void changed() {
        changed.run();
    }

    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits, unless the supervisor is closed meanwhile, which it says by true. */
    boolean closesWithin(Duration wait) throws InterruptedException {
        return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
