// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Program;
import io.gatehouse.gate.service.Service;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.UsageException;
import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessRecord;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.Termination;
import io.gatehouse.local.process.Waiting;
import io.gatehouse.local.service.ProgramCopy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * The command that ends one service of a running system; the launcher starts it again from the
 * current jars.
 */
@Command(
        name = "restart",
        description =
                "Builds a service anew if it changed, and restarts it while the rest runs on.")
final class Restart implements Callable<Integer> {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofMinutes(2);

    @Mixin private HomeOption homeOption;

    @Parameters(paramLabel = "SERVICE", description = "a service that runs, such as products")
    private String service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Repository repository = Repository.ofThisProgram();
        Home home = homeOption.home(repository);
        ProcessRecords records = new ProcessRecords(home.run());
        requireLauncher(home, records);
        Program program = known(repository).program();
        ProcessHandle running =
                records.find(service)
                        .flatMap(ProcessRecord::alive)
                        .orElseThrow(() -> new LocalException(service + " does not run just now"));
        if (program instanceof Own own) {
            ProgramCopy.renew(repository.jar(own.module()), home, service);
        }
        long began = System.nanoTime();
        Termination.end(running, ProcessHandle::destroy, GRACE);
        awaitAnother(records, running.pid(), ready(program, home, records));
        System.out.printf(
                "%s runs again, ready after %.1f s.%n",
                service, (System.nanoTime() - began) / (double) Duration.ofSeconds(1).toNanos());
        return 0;
    }

    private static void requireLauncher(Home home, ProcessRecords records) {
        Optional<ProcessRecord> launcher =
                home.isThere() ? records.find(LauncherLock.NAME) : Optional.empty();
        if (launcher.filter(ProcessRecord::isReady).flatMap(ProcessRecord::alive).isEmpty()) {
            throw new LocalException(
                    "Gatehouse does not run; %s up starts it".formatted(Local.program()));
        }
    }

    private Service known(Repository repository) {
        Selection selection = Selection.read(repository, List.of());
        return selection.chosen().stream()
                .filter(it -> it.name().equals(service))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "there is no service \"%s\"; there are %s"
                                        .formatted(service, String.join(", ", selection.names()))));
    }

    /** Probes a service of ours directly, since the launcher probes only every ten seconds. */
    private BooleanSupplier ready(Program program, Home home, ProcessRecords records)
            throws IOException {
        if (program instanceof Own) {
            JsonNode system = new ObjectMapper().readTree(home.systemFile().toFile());
            int port = system.path("processes").path(service).path("adminPort").asInt();
            return Probe.http(HttpClient.newHttpClient(), port, "/health/ready")::isHealthy;
        }
        return () -> records.find(service).filter(ProcessRecord::isReady).isPresent();
    }

    private void awaitAnother(ProcessRecords records, long before, BooleanSupplier ready)
            throws InterruptedException {
        BooleanSupplier isAnother =
                () -> records.find(service).filter(record -> record.pid() != before).isPresent();
        if (!Waiting.await(
                START, () -> isAnother.getAsBoolean() && ready.getAsBoolean(), () -> false)) {
            throw new LocalException(
                    "%s is not ready after %d s; %s logs %s tells why"
                            .formatted(service, START.toSeconds(), Local.program(), service));
        }
    }
}
