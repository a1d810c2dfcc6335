// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.process.ProcessRecord;
import io.gatehouse.local.process.ProcessRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that prints the processes of a run and their state. */
@Command(
        name = "status",
        description =
                "Prints the processes: ready or not and since when, restarts, ports; exit 1 when it does"
                        + " not run, also while it starts or stops.")
final class Status implements Callable<Integer> {
    @Mixin private HomeOption homeOption;

    @Override
    public Integer call() throws IOException {
        Home home = homeOption.home(Repository.ofThisProgram());
        List<ProcessRecord> all = home.isThere() ? new ProcessRecords(home.run()).all() : List.of();
        JsonNode system =
                Files.exists(home.systemFile())
                        ? new ObjectMapper().readTree(home.systemFile().toFile())
                        : new ObjectMapper().createObjectNode();
        if (all.isEmpty()) {
            System.out.println("Gatehouse does not run.");
            return 1;
        }
        Optional<ProcessRecord> launcher =
                all.stream().filter(record -> record.name().equals(LauncherLock.NAME)).findFirst();
        boolean runs = launcher.filter(Status::isAlive).map(ProcessRecord::isReady).orElse(false);
        System.out.println(
                runs ? "Gatehouse runs at " + system.path("url").asText() : obstacle(launcher));
        System.out.print(
                new ProcessTable(Clock.system(ZoneId.systemDefault()))
                        .text(all, system.path("processes")));
        return runs ? 0 : 1;
    }

    /** The reason why the system is not ready although there are processes. */
    static String obstacle(Optional<ProcessRecord> launcher) {
        if (launcher.filter(Status::isAlive).isEmpty()) {
            return "Gatehouse was killed; ./gatehouse down ends what is left of it.";
        }
        return launcher.get().isStopping() ? "Gatehouse is stopping." : "Gatehouse is starting.";
    }

    private static boolean isAlive(ProcessRecord process) {
        return process.alive().isPresent();
    }
}
