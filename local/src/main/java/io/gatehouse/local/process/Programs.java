// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs as a shell would.
 *
 * @param searchPath folders as in the environment variable PATH
 */
public record Programs(String searchPath) {
    private static final String PYTHON =
            "import os,sys;os.setsid();os.execvp(sys.argv[1],sys.argv[1:])";

    /** On the search path of this program. */
    public static Programs ofThisProgram() {
        return new Programs(System.getenv().getOrDefault("PATH", ""));
    }

    /** The first program of that name. */
    public Optional<String> find(String name) {
        return Stream.of(searchPath.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Makes a command start in a session of its own, if there is a program that can do it, so that
     * Ctrl-C in the terminal reaches the launcher alone, which then ends the others in order. The
     * process keeps its number.
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
