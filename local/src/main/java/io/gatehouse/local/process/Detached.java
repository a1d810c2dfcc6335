// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a command in a session of its own, so that Ctrl-C in the terminal reaches the launcher
 * alone, which then ends the others in order. The process keeps its number.
 */
public final class Detached {
    private static final String PYTHON =
            "import os,sys;os.setsid();os.execvp(sys.argv[1],sys.argv[1:])";

    private final List<String> prefix;

    /**
     * Looks for a program that can do it.
     *
     * @param searchPath folders as in the environment variable PATH
     */
    public Detached(String searchPath) {
        requireNonNull(searchPath, "searchPath");
        this.prefix =
                find(searchPath, "setsid")
                        .map(List::of)
                        .or(() -> find(searchPath, "python3").map(p -> List.of(p, "-c", PYTHON)))
                        .orElse(List.of());
    }

    public List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    private static Optional<String> find(String searchPath, String program) {
        return Stream.of(searchPath.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
