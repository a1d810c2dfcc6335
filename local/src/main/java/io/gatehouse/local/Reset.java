// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the system and forgets its data, accounts, certificates and logs. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Stops the system and forgets all that it kept.")
final class Reset implements Callable<Integer> {
    @Mixin private HomeOption homeOption;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Home home = homeOption.home(Repository.ofThisProgram());
        if (!Files.isDirectory(home.root())) {
            System.out.println("There is nothing to forget in " + home.root() + '.');
            return 0;
        }
        // The folder is deleted whole: it must be one that a launcher made.
        if (!Files.isDirectory(home.run()) || !Files.isDirectory(home.secrets())) {
            throw new LocalException(home.root() + " is no home of Gatehouse; nothing was deleted");
        }
        if (!yes && !agrees(home)) {
            System.out.println("Nothing was deleted.");
            return 1;
        }
        Down.stop(home);
        Trees.delete(home.root());
        System.out.println("Forgotten: " + home.root());
        return 0;
    }

    private static boolean agrees(Home home) {
        if (!Terminal.isThere()) {
            throw new LocalException(
                    "Nobody can be asked here; say --yes to delete " + home.root());
        }
        String answer =
                System.console()
                        .readLine(
                                "Delete %s with all data, accounts and certificates? [y/N] ",
                                home.root());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
