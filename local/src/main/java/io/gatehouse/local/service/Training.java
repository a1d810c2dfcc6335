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

/** Makes the AOT caches for the next start, beside the system, one service after the other. */
public final class Training implements AutoCloseable {
    /** What the name of a process begins with that runs for this. */
    public static final String PREFIX = "training-";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Function<ProcessSpec, ManagedProcess> starter;
    private final Consumer<String> report;
    private Optional<Thread> thread = Optional.empty();

    /**
     * Trains nothing yet.
     *
     * @param starter starts a process that the launcher ends when it ends
     * @param report takes a line for a person
     */
    public Training(Function<ProcessSpec, ManagedProcess> starter, Consumer<String> report) {
        this.starter = requireNonNull(starter, "starter");
        this.report = requireNonNull(report, "report");
    }

    /** Makes the caches that are missing, in the background. */
    public synchronized void start(Settings settings, List<ServiceProcess> services) {
        Runnable work = () -> run(settings, services);
        thread = Optional.of(Thread.ofPlatform().daemon().name("training").start(work));
    }

    /** Gives up what is not finished; its process ends with the others. */
    @Override
    public synchronized void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void run(Settings settings, List<ServiceProcess> services) {
        try {
            List<String> made = new ArrayList<>();
            for (ServiceProcess service : services) {
                if (!service.aotCache().isValid() && train(settings, service)) {
                    made.add(service.name());
                }
            }
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

    /** Asked politely it would first write the cache, for half a minute. */
    static void abandon(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
