// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import io.gatehouse.gate.print.MadeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A change of the tables and the files generated from them: tried on a copy, then written. */
final class TreeChange {
    private static final List<String> TABLES = List.of("gate", "services");
    private static final String BESIDE = ".new";

    private final Path root;

    /** The new content by file; empty to delete it. */
    private final Map<String, Optional<String>> wanted = new LinkedHashMap<>();

    TreeChange(Path root) {
        this.root = root;
    }

    void put(String file, String text) {
        wanted.put(file, Optional.of(text));
    }

    void remove(String file) {
        wanted.put(file, Optional.empty());
    }

    /**
     * Applies the change and returns the changed files.
     *
     * @throws RefusedException when the change would make the tables wrong; nothing has changed
     *     then
     * @throws IllegalArgumentException when the tables are wrong already and no change is given
     */
    List<Changed> make() throws IOException {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<String>> file : wanted.entrySet()) {
            if (!read(root.resolve(file.getKey())).equals(file.getValue())) {
                all.put(file.getKey(), file.getValue());
            }
        }
        MadeFiles made = wanted.isEmpty() ? MadeFiles.of(root) : tried();
        made.different().forEach(file -> all.put(file, Optional.of(made.text(file))));
        made.abandoned().forEach(file -> all.put(file, Optional.empty()));
        write(all);
        return all.entrySet().stream()
                .map(file -> new Changed(file.getKey(), file.getValue().isEmpty()))
                .toList();
    }

    private MadeFiles tried() throws IOException {
        Path copy = Files.createTempDirectory("gatehouse-tables");
        try {
            return madeOf(copy);
        } finally {
            delete(copy);
        }
    }

    /** The files generated from the changed tables. */
    private MadeFiles madeOf(Path copy) throws IOException {
        for (String folder : TABLES) {
            copyTables(folder, copy);
        }
        for (Map.Entry<String, Optional<String>> file : wanted.entrySet()) {
            Path path = copy.resolve(file.getKey());
            Files.deleteIfExists(path);
            if (file.getValue().isPresent()) {
                Files.writeString(path, file.getValue().get());
            }
        }
        try {
            return MadeFiles.of(root, copy);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage().replace(copy + "/", ""));
        }
    }

    private void copyTables(String folder, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder), 2)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                Path to = copy.resolve(root.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    /** Writes all beside their files first, so that a full disk or a crash leaves no half. */
    private void write(Map<String, Optional<String>> files) throws IOException {
        List<Path> beside = new ArrayList<>();
        try {
            for (Map.Entry<String, Optional<String>> file : files.entrySet()) {
                if (file.getValue().isPresent()) {
                    Path path = root.resolve(file.getKey() + BESIDE);
                    Files.createDirectories(path.getParent());
                    beside.add(path);
                    Files.writeString(path, file.getValue().get());
                }
            }
            for (String file : files.keySet()) {
                Path path = root.resolve(file);
                if (files.get(file).isPresent()) {
                    Path whole = root.resolve(file + BESIDE);
                    Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Files.delete(path);
                }
            }
        } finally {
            for (Path path : beside) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
