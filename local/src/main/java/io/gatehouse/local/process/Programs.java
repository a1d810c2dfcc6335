// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as a shell would. */
public final class Programs {
    private Programs() {}

    /**
     * The first program of that name.
     *
     * @param searchPath folders as in the environment variable PATH
     */
    public static Optional<String> find(String searchPath, String name) {
        return Stream.of(searchPath.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
