// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;

/**
 * The user's cache folder for programs that all homes share. An entry is created atomically, even
 * by two concurrent runs.
 */
public record Cache(Path root) {
    public Cache {
        requireNonNull(root, "root");
    }

    /** The cache folder according to the XDG Base Directory Specification. */
    public static Cache of(Map<String, String> environment) {
        String given = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base =
                given.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given);
        return new Cache(base.resolve("gatehouse"));
    }

    public boolean holds(String name) {
        return Files.isDirectory(root.resolve(name));
    }

    /** The path of an entry, which is filled first if it does not exist. */
    public Path entry(String name, Filling filling) throws IOException {
        Path entry = root.resolve(name);
        if (holds(name)) {
            return entry;
        }
        OwnerOnly.folder(root);
        Path fresh = Files.createTempDirectory(root, name + '.');
        try {
            filling.fill(fresh);
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // A concurrent run has created an equal entry.
            if (!Files.isDirectory(entry)) {
                throw e;
            }
        } finally {
            PathUtils.delete(fresh);
        }
        return entry;
    }

    /** Creates the files of an entry in an empty folder. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }
}
