// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

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
                Programs.find(searchPath, "setsid")
                        .map(List::of)
                        .or(() ->
                                Programs.find(searchPath, "python3")
                                        .map(p -> List.of(p, "-c", PYTHON)))
                        .orElse(List.of());
    }

    /** With what the search path of this program offers. */
    public static Detached ofThisProgram() {
        return new Detached(System.getenv().getOrDefault("PATH", ""));
    }

    public List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
