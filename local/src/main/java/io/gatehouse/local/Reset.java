// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Part;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.UsageException;
import io.gatehouse.local.process.ProcessRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that stops the system and deletes its data, accounts, certificates and logs. */
@Command(
        name = "reset",
        description = {
            "Lists all that a local run has made, asks, stops the system and deletes it.",
            "Secrets of a cluster (.cluster) and files that others put there stay."
        })
final class Reset implements Callable<Integer> {
    @Mixin private HomeOption homeOption;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Home home = homeOption.home(Repository.ofThisProgram());
        if (!home.isThere() || isForgotten(home)) {
            System.out.println("There is nothing to forget in " + home.root() + '.');
            return 0;
        }
        if (!yes && !agrees(home)) {
            System.out.println("Nothing was deleted.");
            return 1;
        }
        Down.stop(home);
        forget(home);
        System.out.println("Forgotten: " + home.root());
        if (Files.isDirectory(home.root()) && !home.others().isEmpty()) {
            System.out.println("Left, not made by Gatehouse: " + String.join(", ", home.others()));
        }
        return 0;
    }

    /** Whether only files of others are left; the folder stays a home while it contains some. */
    private static boolean isForgotten(Home home) throws IOException {
        return home.made().isEmpty() && !home.others().isEmpty();
    }

    private static void forget(Home home) throws IOException {
        // The lock prevents a start during the deletion.
        try (LauncherLock _ = LauncherLock.take(home, new ProcessRecords(home.run()))) {
            home.forget();
        }
    }

    private static boolean agrees(Home home) throws IOException {
        if (!Progress.isTerminal()) {
            throw new UsageException(
                    "Nobody can be asked here; with --yes it deletes %s in %s"
                            .formatted(names(home), home.root()));
        }
        System.out.print(question(home));
        String answer = System.console().readLine("Delete all of it? [y/N] ");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private static String names(Home home) throws IOException {
        return home.made().stream().map(Part::fileName).collect(Collectors.joining(", "));
    }

    /** The list of everything that is deleted, and of everything that stays. */
    static String question(Home home) throws IOException {
        StringBuilder text = new StringBuilder("In " + home.root() + " there are:\n");
        for (Part part : home.made()) {
            text.append("  %-12s  %s%n".formatted(part.fileName(), part.meaning()));
        }
        List<String> others = home.others();
        if (!others.isEmpty()) {
            text.append("Not made by Gatehouse, stays: ")
                    .append(String.join(", ", others))
                    .append('\n');
        }
        return text.toString();
    }
}
