// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import io.gatehouse.testkit.Called;
import io.gatehouse.testkit.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** A folder with the tables of the repository, and the program called in it. */
final class WorkTree extends FileTree {

    private WorkTree(Path root) {
        super(root);
    }

    /** Copies the tables into a folder. */
    static WorkTree in(Path root) throws IOException {
        WorkTree tree = new WorkTree(root);
        for (String folder : List.of("gate", "gate/mesh", "services")) {
            tree.copy(folder, "*.yaml");
        }
        return tree;
    }

    /** The repository itself. */
    static WorkTree repository() {
        return new WorkTree(REPOSITORY);
    }

    /** Calls the program in it. */
    Called gatehouse(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                GateProgram.commandLine(root())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(words);
        return new Called(exit, out.toString(), err.toString());
    }
}
