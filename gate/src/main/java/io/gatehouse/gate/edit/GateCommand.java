// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import io.gatehouse.gate.print.MadeFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that generates files from the tables, or only reports what would change. */
@Command(
        name = "gate",
        sortOptions = false,
        description = {
            "Makes the files of the mesh's gateway, of authz and of the workloads in the cluster from"
                    + " the tables in gate/ and from services/.",
            "Only what kubectl apply -k needs is in the repository; the laptop's gate is made at"
                    + " each start."
        })
public final class GateCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    private final Path root;

    @Spec private CommandSpec spec;

    @Option(
            names = "--check",
            description = "write nothing; exit 1 when a file is not as it would be")
    private boolean isCheck;

    /** For a work tree. */
    public GateCommand(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        if (isCheck) {
            return check();
        }
        new Report(spec).changed(new TreeChange(root).make());
        return 0;
    }

    private int check() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        MadeFiles made = MadeFiles.of(root);
        List<String> different = made.different();
        List<String> abandoned = made.abandoned();
        different.forEach(file -> out.println("differs from what it is made of: " + file));
        abandoned.forEach(file -> out.println("is made of nothing any more: " + file));
        if (different.isEmpty() && abandoned.isEmpty()) {
            return 0;
        }
        out.println("./gatehouse gate writes them anew.");
        return DIFFERENT;
    }
}
