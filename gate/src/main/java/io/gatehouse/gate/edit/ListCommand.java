// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that lists the services and their routes. */
@Command(name = "list", description = "Lists the services and their routes.")
public final class ListCommand implements Callable<Integer> {
    private final Path root;

    @Spec private CommandSpec spec;

    /** Creates the command for a work tree. */
    public ListCommand(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        new Report(spec).list(new Tables(root));
        return 0;
    }
}
