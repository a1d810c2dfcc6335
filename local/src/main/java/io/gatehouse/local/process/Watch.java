// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The life of one watched process: wait for its end or the next probe, and act on it. */
final class Watch implements Runnable {
    // Of a program that was asked to end by SIGTERM, as for a restart.
    private static final int ASKED = 143;

    private final ManagedProcess process;
    private final Timing timing;
    private final Supervisor supervisor;
    private final Liveness liveness;
    private final Backoff backoff;

    Watch(ManagedProcess process, Timing timing, Supervisor supervisor) {
        this.process = process;
        this.timing = timing;
        this.supervisor = supervisor;
        this.liveness = new Liveness(timing.failures(), timing.startGrace());
        this.backoff = new Backoff(timing.firstWait(), timing.longestWait(), timing.settled());
    }

    @Override
    public void run() {
        try {
            while (!supervisor.isClosing()) {
                Optional<Integer> exit = process.awaitExit(timing.probeEvery());
                if (supervisor.isClosing()) {
                    return;
                }
                boolean isHealthy = process.observe();
                exit.ifPresentOrElse(this::sayEnded, () -> endIfLost(isHealthy));
                if (exit.isPresent()) {
                    startAgain(exit.get());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayEnded(int exit) {
        supervisor.report("%s ended (exit %d)".formatted(process.name(), exit));
    }

    private void endIfLost(boolean isHealthy) {
        if (!supervisor.isClosing() && liveness.isLost(isHealthy, process.uptime())) {
            supervisor.report(
                    "%s failed %d probes: ending it".formatted(process.name(), timing.failures()));
            process.end(timing.stopGrace());
        }
    }

    private void startAgain(int exit) throws InterruptedException {
        Duration wait = exit == ASKED ? Duration.ZERO : backoff.after(process.uptime());
        while (!supervisor.closesWithin(wait)) {
            wait = backoff.after(Duration.ZERO);
            try {
                process.start();
                liveness.restarted();
                supervisor.report(
                        "%s started again (pid %d)".formatted(process.name(), process.pid()));
                supervisor.changed();
                return;
            } catch (IOException e) {
                supervisor.report(
                        "%s cannot be started: %s".formatted(process.name(), e.getMessage()));
            }
        }
    }
}
