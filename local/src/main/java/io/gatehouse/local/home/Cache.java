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
 * The folder of this user for programs that all homes share; an entry appears there whole or not at
 * all, even when two runs make it at once.
 */
public record Cache(Path root) {
    public Cache {
        requireNonNull(root, "root");
    }

    /** Where the XDG base directory rules put it. */
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

    /** The entry, filled first when it is not there. */
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
            // Another run was quicker; its entry is as good as ours.
            if (!Files.isDirectory(entry)) {
                throw e;
            }
        } finally {
            PathUtils.delete(fresh);
        }
        return entry;
    }

    /** Puts the files of an entry into an empty folder. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }
}
