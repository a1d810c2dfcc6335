// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.log.Journal;
import io.gatehouse.local.process.ProcessRecord;
import io.gatehouse.local.process.ProcessRecords;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that starts the system and runs until it is stopped. */
@Command(
        name = "up",
        sortOptions = false,
        description = "Starts the system; Ctrl-C or ./gatehouse down stops it.")
final class Up implements Callable<Integer> {
    @Mixin private HomeOption homeOption;
    @Mixin private UpOptions options;

    @Option(
            names = "--check",
            description = "only checks options, ports and programs; starts nothing")
    private boolean isCheck;

    @Override
    public Integer call() throws Exception {
        OwnClasses.load();
        Repository repository = Repository.ofThisProgram();
        Home home = homeOption.home(repository);
        new Preflight(repository, home, options).check();
        if (!isCheck) {
            home.create();
            start(repository, home);
        }
        return 0;
    }

    private void start(Repository repository, Home home) throws Exception {
        ProcessRecords records = new ProcessRecords(home.run());
        Progress progress =
                Progress.onStandardOut(
                        new Journal(home.log(LauncherLock.NAME), InstantSource.system()));
        try (LauncherLock _ = LauncherLock.take(home, records)) {
            LocalSystem system = new LocalSystem(repository, home, options, progress);
            system.endLeftovers();
            records.put(new ProcessRecord(LauncherLock.NAME, ProcessHandle.current(), 0));
            new Lifecycle(system, progress).run();
        }
    }
}
