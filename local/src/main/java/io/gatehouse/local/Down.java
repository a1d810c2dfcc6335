// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.postgres.PostgresServer;
import io.gatehouse.local.process.ProcessRecord;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.Termination;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that stops the system, or the processes that a killed launcher left. */
@Command(name = "down", description = "Stops the system; its data stays.")
final class Down implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Mixin private HomeOption homeOption;

    @Override
    public Integer call() {
        Home home = homeOption.home(Repository.ofThisProgram());
        System.out.println(home.isThere() && stop(home) ? "Stopped." : "Gatehouse does not run.");
        return 0;
    }

    /** Stops the system of a home; returns whether any process was running. */
    static boolean stop(Home home) {
        ProcessRecords records = new ProcessRecords(home.run());
        Optional<ProcessHandle> launcher =
                records.find(LauncherLock.NAME).flatMap(ProcessRecord::alive);
        if (launcher.isPresent()) {
            end(launcher.get());
        }
        boolean left = !records.endAll(PostgresServer.NAME, LocalSystem.LEFTOVER_GRACE).isEmpty();
        SystemFile.delete(home);
        return launcher.isPresent() || left;
    }

    private static void end(ProcessHandle launcher) {
        if (!Termination.end(launcher, ProcessHandle::destroy, PATIENCE)) {
            System.out.printf("The launcher (pid %d) had to be killed.%n", launcher.pid());
        }
    }
}
