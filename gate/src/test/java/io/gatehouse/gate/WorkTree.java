// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with the tables of the repository, and the program called in it. */
final class WorkTree {
    private static final Path REPOSITORY = Path.of("..");

    private final Path root;

    private WorkTree(Path root) {
        this.root = root;
    }

    /** Copies the tables into a folder. */
    static WorkTree in(Path root) throws IOException {
        for (String folder : new String[] {"gate", "services"}) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder), 2)) {
                for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                    Path copy = root.resolve(REPOSITORY.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return new WorkTree(root);
    }

    /** The repository itself. */
    static WorkTree repository() {
        return new WorkTree(REPOSITORY);
    }

    Path path(String file) {
        return root.resolve(file);
    }

    String text(String file) throws IOException {
        return Files.readString(path(file));
    }

    /** All files and what they say. */
    Map<String, String> files() {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** Calls the program in it. */
    Called gatehouse(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                GateProgram.commandLine(root)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(words);
        return new Called(exit, out.toString(), err.toString());
    }

    /** How a call ended and what it said. */
    record Called(int exit, String out, String err) {}
}
