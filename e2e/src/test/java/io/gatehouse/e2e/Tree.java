// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Stream;

/** A copy of this work tree that a test may change, with programs as they are built. */
record Tree(Path root) {
    private static final Path SOURCE = Path.of("").toAbsolutePath().getParent();

    /** What is no source of anything that a person calls. */
    private static final Set<String> LEFT_OUT =
            Set.of("target", "src", ".git", ".local", ".cluster", "node_modules");

    /**
     * Makes it anew, on the same disk, where the programs can be linked to.
     *
     * @param programs modules of which nothing is to build
     */
    static Tree in(Path root, String... programs) throws IOException {
        Tree tree = new Tree(root);
        LocalSystem.delete(root);
        tree.copySources();
        for (String program : programs) {
            Path target = Path.of(program, "target");
            Files.createDirectories(root.resolve(target).resolve("libs"));
            tree.link(target.resolve(program + ".jar"));
            try (Stream<Path> libraries = Files.list(SOURCE.resolve(target).resolve("libs"))) {
                for (Path library : libraries.toList()) {
                    tree.link(SOURCE.relativize(library));
                }
            }
            Files.createFile(root.resolve(target).resolve(".built"));
        }
        return tree;
    }

    Path launcher() {
        return root.resolve("local/target/local.jar");
    }

    void write(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
    }

    /** Puts lines at the end of a file. */
    void append(String file, String text) throws IOException {
        write(file, Files.readString(root.resolve(file)) + text);
    }

    private void link(Path file) throws IOException {
        Files.createLink(root.resolve(file), SOURCE.resolve(file));
    }

    private void copySources() throws IOException {
        Files.walkFileTree(
                SOURCE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        if (LEFT_OUT.contains(folder.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(root.resolve(SOURCE.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(
                                file,
                                root.resolve(SOURCE.relativize(file)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
