// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs on the search path, like a shell.
 *
 * @param searchPath folders as in the environment variable PATH
 */
public record Programs(String searchPath) {
    private static final String PYTHON =
            "import os,sys;os.setsid();os.execvp(sys.argv[1],sys.argv[1:])";

    /** The programs on the PATH of this process. */
    public static Programs ofThisProgram() {
        return new Programs(System.getenv().getOrDefault("PATH", ""));
    }

    /** The path of the first program with that name. */
    public Optional<String> find(String name) {
        return Stream.of(searchPath.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Prefixes a command so that it starts in a session of its own, if setsid or python3 is there.
     * Ctrl-C in the terminal then reaches only the launcher, which ends the others in order. The
     * process id stays the same.
     */
    public List<String> detached(List<String> command) {
        List<String> whole =
                new ArrayList<>(
                        find("setsid")
                                .map(List::of)
                                .or(() -> find("python3").map(it -> List.of(it, "-c", PYTHON)))
                                .orElse(List.of()));
        whole.addAll(command);
        return whole;
    }
}
