// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the AOT caches for the next start: runs each service once more beside the system, at the
 * lowest priority and on other ports, with its database and its peers away, so that it can change
 * nothing.
 */
public final class Training implements AutoCloseable {
    /** What the name of a process begins with that runs for this. */
    public static final String PREFIX = "training-";

    private static final String NOWHERE = "127.0.0.1:1";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration WRITE = Duration.ofMinutes(5);

    private final Ports ports;
    private final Function<ProcessSpec, ManagedProcess> starter;
    private final Consumer<String> report;
    private Optional<Thread> thread = Optional.empty();

    /**
     * Trains nothing yet.
     *
     * @param starter starts a process that the launcher ends when it ends
     * @param report takes a line for a person
     */
    public Training(
            Ports ports, Function<ProcessSpec, ManagedProcess> starter, Consumer<String> report) {
        this.ports = requireNonNull(ports, "ports");
        this.starter = requireNonNull(starter, "starter");
        this.report = requireNonNull(report, "report");
    }

    /** Makes the caches that are missing in the background, one after the other. */
    public synchronized void start(Settings settings, List<ServiceProcess> services) {
        thread =
                Optional.of(
                        Thread.ofPlatform()
                                .daemon()
                                .name("training")
                                .start(() -> run(settings, services)));
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

    private void run(Settings settings, List<ServiceProcess> services) {
        try {
            trainAll(settings, services);
        } catch (IOException | LocalException e) {
            report.accept("the next start is no quicker: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void trainAll(Settings settings, List<ServiceProcess> services)
            throws IOException, InterruptedException {
        List<String> made = new ArrayList<>();
        for (ServiceProcess service : services) {
            if (!service.aotCache().isValid() && train(settings, service)) {
                made.add(service.name());
            }
        }
        if (!made.isEmpty()) {
            report.accept("the next start is quicker: prepared " + String.join(", ", made));
        }
    }

    private boolean train(Settings settings, ServiceProcess service)
            throws IOException, InterruptedException {
        AotCache cache = service.aotCache();
        String madeOf = cache.fingerprint();
        Path fresh = cache.file().resolveSibling(cache.file().getFileName() + ".new");
        Files.deleteIfExists(fresh);
        ServiceProcess twin = service.twin(ports);
        ProcessSpec spec =
                twin.spec(
                        PREFIX + service.name(),
                        // What it leaves out of a cache it says by a hundred warnings.
                        List.of("-XX:AOTCacheOutput=" + fresh, "-Xlog:aot*=error"),
                        away(settings, twin));
        ManagedProcess process = starter.apply(quietly(spec));
        boolean lives = Waiting.await(START, process::isHealthy, () -> !process.isAlive());
        if (lives) {
            // Answers without a database are trained as well; they are part of a start.
            spec.readiness().isHealthy();
        }
        // Ends by itself, and writes the cache as its last act.
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
        process.awaitExit(WRITE);
        process.stop(Duration.ZERO);
        if (!lives || !Files.isRegularFile(fresh)) {
            Files.deleteIfExists(fresh);
            report.accept(
                    "%s has no AOT cache (see %s); it starts without"
                            .formatted(service.name(), spec.log()));
            return false;
        }
        Files.move(fresh, cache.file(), StandardCopyOption.ATOMIC_MOVE);
        cache.accept(madeOf);
        return true;
    }

    private static Map<String, String> away(Settings settings, ServiceProcess twin)
            throws IOException {
        Map<String, String> away = new LinkedHashMap<>(twin.settingsOf(settings));
        away.replaceAll((key, value) -> key.endsWith("-url") ? "https://" + NOWHERE : value);
        away.computeIfPresent(
                "gatehouse.database.url",
                (_, _) -> "jdbc:postgresql://" + NOWHERE + '/' + twin.name());
        return away;
    }

    /** Asked politely it would first write the cache, for half a minute. */
    private static void abandon(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static ProcessSpec quietly(ProcessSpec spec) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(spec.command());
        return new ProcessSpec(spec.name(), command, spec.log(), spec.probe(), Training::abandon);
    }
}
