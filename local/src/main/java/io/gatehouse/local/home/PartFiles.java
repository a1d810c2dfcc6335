// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The current files in a part of a home; links are not followed.
 *
 * @param made files and folders that Gatehouse made, each folder after its content
 * @param others files and folders of others among them, each folder as a whole
 */
record PartFiles(List<Path> made, List<Path> others) {
    PartFiles {
        made = List.copyOf(made);
        others = List.copyOf(others);
    }

    /**
     * Lists the files of a part.
     *
     * @param services names of the services that have files in parts
     */
    static PartFiles of(Part part, Path root, Collection<String> services) throws IOException {
        Visitor visitor = new Visitor(part.made(services), part.in(root));
        if (Files.exists(visitor.top, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(visitor.top, visitor);
        }
        return new PartFiles(visitor.made, visitor.others);
    }

    /** Whether there is nothing to delete; folders that contain files of others stay. */
    boolean isEmpty() {
        return made.isEmpty() || (!others.isEmpty() && made.stream().allMatch(PartFiles::isFolder));
    }

    private static boolean isFolder(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    void delete() throws IOException {
        for (Path file : made) {
            try {
                Files.deleteIfExists(file);
            } catch (DirectoryNotEmptyException _) {
                // The folder contains files of others.
            }
        }
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final List<Path> made = new ArrayList<>();
        private final List<Path> others = new ArrayList<>();
        private final Predicate<Path> isMade;
        private final Path top;

        private Visitor(Predicate<Path> isMade, Path top) {
            this.isMade = isMade;
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (isMade.test(top.relativize(folder))) {
                return FileVisitResult.CONTINUE;
            }
            others.add(folder);
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            (isMade.test(top.relativize(file)) ? made : others).add(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            made.add(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
