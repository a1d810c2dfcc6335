// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with some files of the repository, which a test may change. */
public class FileTree {
    /** The repository, from the folder of a module. */
    public static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private final Path root;

    public FileTree(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    public Path path(String file) {
        return root.resolve(file);
    }

    public String text(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a file with its permissions. */
    public FileTree copy(String file) throws IOException {
        Files.createDirectories(path(file).getParent());
        Files.copy(REPOSITORY.resolve(file), path(file), StandardCopyOption.COPY_ATTRIBUTES);
        return this;
    }

    /** Copies the files of a folder that look so, without those in folders below. */
    public FileTree copy(String folder, String glob) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(REPOSITORY.resolve(folder), glob)) {
            for (Path file : files) {
                copy(folder + "/" + file.getFileName());
            }
        }
        return this;
    }

    /** Puts hard links to the files of a folder, for what is found by its own place. */
    public FileTree linkFiles(String folder) throws IOException {
        Files.createDirectories(path(folder));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(REPOSITORY.resolve(folder))) {
            for (Path file : files) {
                Files.createLink(path(folder).resolve(file.getFileName()), file);
            }
        }
        return this;
    }

    public void write(String file, String text) throws IOException {
        Files.createDirectories(path(file).getParent());
        Files.writeString(path(file), text);
    }

    /** Puts lines at the end of a file. */
    public void append(String file, String text) throws IOException {
        write(file, text(file) + text);
    }

    /** Writes a shell script that can be called. */
    public Path script(String file, String lines) throws IOException {
        write(file, "#!/bin/sh\n" + lines + '\n');
        return Files.setPosixFilePermissions(
                path(file), PosixFilePermissions.fromString("rwx------"));
    }

    /** All files and what they say. */
    public Map<String, String> files() {
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
}
