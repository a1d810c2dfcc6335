// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.testkit.FileTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A copy of this work tree that a test may change, with programs as they are built. */
public final class Tree extends FileTree {
    /** What is no source of anything that a person calls. */
    private static final Set<String> LEFT_OUT =
            Set.of("target", "src", ".git", ".local", ".cluster", "node_modules");

    private Tree(Path root) {
        super(root);
    }

    /**
     * Makes it anew, on the same disk, where the programs can be linked to.
     *
     * @param programs modules of which nothing is to build
     */
    public static Tree in(Path root, String... programs) throws IOException {
        Tree tree = new Tree(root);
        LocalSystem.delete(root);
        tree.copySources();
        for (String program : programs) {
            String target = program + "/target";
            tree.linkFiles(target + "/libs");
            tree.link(target + "/" + program + ".jar");
            tree.write(target + "/.built", "");
        }
        return tree;
    }

    Path launcher() {
        return path("local/target/local.jar");
    }

    private void link(String file) throws IOException {
        Files.createLink(path(file), REPOSITORY.resolve(file));
    }

    private void copySources() throws IOException {
        Files.walkFileTree(
                REPOSITORY,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return LEFT_OUT.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        // The file .git of a linked work tree would lead a test's commits home.
                        if (!LEFT_OUT.contains(file.getFileName().toString())) {
                            copy(REPOSITORY.relativize(file).toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
