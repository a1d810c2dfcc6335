// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that removes services from the gate. */
@Command(
        name = "remove",
        description = {
            "Takes services away from the gate.",
            "Removes their files in services/, their blocks in gate/routes.yaml, and what is made of"
                    + " them; their programs and data stay."
        })
public final class RemoveCommand implements Callable<Integer> {
    private final Path root;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "together those that call each other, such as products orders payments")
    private Set<String> names = new LinkedHashSet<>();

    /** Creates the command for a work tree. */
    public RemoveCommand(Path root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Report report = new Report(spec);
        report.changed(new Tables(root).remove(names));
        report.afterRemoving(names);
        return 0;
    }
}
