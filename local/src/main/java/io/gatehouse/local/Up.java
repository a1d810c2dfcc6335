// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.process.ProcessRecord;
import io.gatehouse.local.process.ProcessRecords;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the system and stays until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts the system; Ctrl-C or ./gatehouse down stops it.")
final class Up implements Callable<Integer> {
    @Mixin private HomeOption homeOption;
    @Mixin private UpOptions options;

    @Override
    public Integer call() throws Exception {
        OwnClasses.load();
        Repository repository = Repository.ofThisProgram();
        Home home = homeOption.home(repository);
        home.create();
        ProcessRecords records = new ProcessRecords(home.run());
        Progress progress = Progress.onStandardOut();
        try (LauncherLock _ = LauncherLock.take(home, records)) {
            LocalSystem system = new LocalSystem(repository, home, options, progress);
            system.endLeftovers();
            records.put(new ProcessRecord(LauncherLock.NAME, ProcessHandle.current(), 0));
            Runtime.getRuntime().addShutdownHook(new Thread(system::stop, "stop"));
            system.start();
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
