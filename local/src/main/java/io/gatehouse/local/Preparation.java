// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.service.ServiceProcess;
import io.gatehouse.local.service.Settings;
import io.gatehouse.local.service.Training;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Prepares the next start in the background of this run. */
final class Preparation implements AutoCloseable {
    private final Ports ports;
    private final Processes processes;
    private final Progress progress;
    private Optional<Thread> thread = Optional.empty();

    Preparation(Ports ports, Processes processes, Progress progress) {
        this.ports = requireNonNull(ports, "ports");
        this.processes = requireNonNull(processes, "processes");
        this.progress = requireNonNull(progress, "progress");
    }

    synchronized void start(Settings settings, List<ServiceProcess> services) {
        Training training = new Training(settings, ports, processes::start, progress::note);
        thread =
                Optional.of(
                        Thread.ofPlatform()
                                .daemon()
                                .name("preparation")
                                .start(() -> run(training, services)));
    }

    private void run(Training training, List<ServiceProcess> services) {
        try {
            training.run(services);
        } catch (IOException | LocalException e) {
            progress.note("the next start is no quicker: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up what is not finished; its process ends with the others. */
    @Override
    public synchronized void close() {
        thread.ifPresent(running -> {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
