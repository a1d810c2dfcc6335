// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import io.gatehouse.gate.service.Services;
import io.gatehouse.gate.table.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The generated files of a work tree: compares them with the tables, writes and removes them. */
public final class MadeFiles {
    /** The end of the first line of every generated file. */
    private static final String MADE = " by ./gatehouse gate, which would undo any change here.";

    private final Path root;
    private final Map<String, String> files;

    private MadeFiles(Path root, Map<String, String> files) {
        this.root = root;
        this.files = files;
    }

    /**
     * Generates the files without writing them.
     *
     * @throws IllegalArgumentException naming the table or service, and what is wrong in it
     */
    public static MadeFiles of(Path root) {
        return of(root, root);
    }

    /**
     * Generates the files of one work tree from the tables of another.
     *
     * @throws IllegalArgumentException naming the table or service, and what is wrong in it
     */
    public static MadeFiles of(Path root, Path tables) {
        Path gate = tables.resolve("gate");
        MeshGate mesh =
                new MeshGate(
                        gate.resolve("mesh"),
                        TableFile.routes(gate.resolve("routes.yaml")),
                        Services.read(tables.resolve("services")),
                        TableFile.problems(gate.resolve("problems.yaml")),
                        HeaderParts.read(gate.resolve("headers.yaml")));
        return new MadeFiles(
                root,
                mesh.files(
                        TableFile.limits(gate.resolve("limits.yaml")),
                        TableFile.limits(gate.resolve("limits-seed.yaml"))));
    }

    /** The files that are missing or outdated, as paths relative to the work tree. */
    public List<String> different() throws IOException {
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Optional<String> there = read(root.resolve(file.getKey()));
            if (there.filter(file.getValue()::equals).isEmpty()) {
                different.add(file.getKey());
            }
        }
        return different;
    }

    /** Files beside the others that were generated earlier and have no source any more. */
    public List<String> abandoned() throws IOException {
        List<String> abandoned = new ArrayList<>();
        for (Path folder : folders()) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                    String name = root.relativize(file).toString();
                    if (!files.containsKey(name) && isMade(file)) {
                        abandoned.add(name);
                    }
                }
            }
        }
        return abandoned;
    }

    /** The generated content of a file. */
    public String text(String file) {
        return files.get(file);
    }

    private Set<Path> folders() {
        Set<Path> folders = new TreeSet<>();
        files.keySet().forEach(file -> folders.add(root.resolve(file).getParent()));
        return folders;
    }

    private static boolean isMade(Path file) throws IOException {
        if (!file.toString().endsWith(".yaml")) {
            return false;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .filter(line -> line.startsWith("# Made of ") && line.endsWith(MADE))
                    .isPresent();
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
