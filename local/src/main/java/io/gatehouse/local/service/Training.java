// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes the AOT caches for the next start in the background, one service after the other. */
public final class Training implements AutoCloseable {
    /** The prefix of the names of training processes. */
    public static final String PREFIX = "training-";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Function<ProcessSpec, ManagedProcess> starter;
    private final Consumer<String> report;
    private Optional<Thread> thread = Optional.empty();

    /**
     * Creates an idle training.
     *
     * @param starter starts a process that ends with the launcher
     * @param report receives lines for the user
     */
    public Training(Function<ProcessSpec, ManagedProcess> starter, Consumer<String> report) {
        this.starter = requireNonNull(starter, "starter");
        this.report = requireNonNull(report, "report");
    }

    /** Makes the missing caches, in the background. */
    public synchronized void start(Settings settings, List<ServiceProcess> services) {
        Runnable work = () -> run(settings, services);
        thread = Optional.of(Thread.ofPlatform().daemon().name("training").start(work));
    }

    /** Abandons an unfinished cache; its process ends with the others. */
    @Override
    public synchronized void close() {
        thread.ifPresent(Thread::interrupt);
    }

    /** Makes the missing caches now; returns the names of the services that have a new one. */
    public List<String> make(Settings settings, List<ServiceProcess> services)
            throws IOException, InterruptedException {
        List<String> made = new ArrayList<>();
        for (ServiceProcess service : services) {
            if (!service.aotCache().isValid() && train(settings, service)) {
                made.add(service.name());
            }
        }
        return made;
    }

    private void run(Settings settings, List<ServiceProcess> services) {
        try {
            List<String> made = make(settings, services);
            if (!made.isEmpty()) {
                report.accept("the next start is quicker: prepared " + String.join(", ", made));
            }
        } catch (IOException | LocalException e) {
            report.accept("the next start is no quicker: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean train(Settings settings, ServiceProcess service)
            throws IOException, InterruptedException {
        AotCache cache = service.aotCache();
        String madeOf = cache.madeOf();
        Path fresh = cache.file().resolveSibling(cache.file().getFileName() + ".new");
        Files.deleteIfExists(fresh);
        ManagedProcess process = starter.apply(service.training(settings, fresh));
        boolean isMade = process.awaitExit(LONGEST).filter(exit -> exit == 0).isPresent();
        process.stop(Duration.ZERO);
        if (isMade) {
            cache.accept(fresh, madeOf);
        } else {
            report.accept(
                    "%s has no AOT cache (see %s); it starts without"
                            .formatted(service.name(), process.spec().log()));
        }
        return isMade;
    }

    /** Kills the process; on SIGTERM it would first write the cache, for half a minute. */
    static void abandon(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
