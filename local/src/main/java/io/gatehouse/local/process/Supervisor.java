// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Watches processes, one thread each, and restarts those that ended or fail their probes. */
public final class Supervisor implements AutoCloseable {
    // The exit code after SIGTERM, as for a restart.
    private static final int ASKED = 143;

    // A program that ends itself with that code as soon as it starts must not be started in a loop.
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Timing timing;
    private final Consumer<String> report;
    private final Runnable changed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Creates a supervisor that watches nothing yet.
     *
     * @param report receives one line for the user per event
     * @param changed runs after each restart
     */
    public Supervisor(Timing timing, Consumer<String> report, Runnable changed) {
        this.timing = requireNonNull(timing, "timing");
        this.report = requireNonNull(report, "report");
        this.changed = requireNonNull(changed, "changed");
    }

    public synchronized void watch(ManagedProcess process) {
        Watch watch = new Watch(process);
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

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Watches one process: waits for its end or the next probe, and restarts it if necessary. */
    private final class Watch implements Runnable {
        private final ManagedProcess process;
        private final Liveness liveness = new Liveness(timing.failures(), timing.startGrace());
        private final Backoff backoff =
                new Backoff(timing.firstWait(), timing.longestWait(), timing.settled());

        private Watch(ManagedProcess process) {
            this.process = process;
        }

        @Override
        public void run() {
            try {
                while (!isClosing()) {
                    Optional<Integer> exit = process.awaitExit(timing.probeEvery());
                    if (isClosing()) {
                        return;
                    }
                    boolean isHealthy = process.observe();
                    if (exit.isPresent()) {
                        say("ended (exit %d)".formatted(exit.get()));
                        startAgain(exit.get());
                    } else if (liveness.isLost(isHealthy, process.uptime()) && !isClosing()) {
                        say("failed %d probes: ending it".formatted(timing.failures()));
                        process.end(timing.stopGrace());
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void startAgain(int exit) throws InterruptedException {
            Duration uptime = process.uptime();
            boolean atOnce = exit == ASKED && uptime.compareTo(SHORTEST) >= 0;
            Duration wait = atOnce ? Duration.ZERO : backoff.after(uptime);
            while (!closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = backoff.after(Duration.ZERO);
                try {
                    process.start();
                    liveness.restarted();
                    say("started again (pid %d)".formatted(process.pid()));
                    changed.run();
                    return;
                } catch (IOException e) {
                    say("cannot be started: " + e.getMessage());
                }
            }
        }

        private void say(String what) {
            report.accept(process.name() + ' ' + what);
        }
    }
}
