// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies the jars that a service runs from, so that a build cannot replace them during the run. A
 * jar with unchanged content is not copied again, so that the AOT cache stays valid.
 */
public final class ProgramCopy {
    private static final String LIBRARIES = "libs";
    private static final String QUICK = "\"-XX:TieredStopAtLevel=1\"";

    private ProgramCopy() {}

    /**
     * Updates the copy of a running service for its restart: without its AOT cache, which fits only
     * the jars it was made with, and with the quick compiler (C1) alone, which halves a start
     * without a cache.
     */
    public static void renew(Path jar, Home home, String service) throws IOException {
        Path options = home.vm(service);
        List<String> kept = new ArrayList<>(Files.readAllLines(options));
        kept.removeIf(line -> line.startsWith("\"-XX:AOTCache=") || line.equals(QUICK));
        kept.addFirst(QUICK);
        // First, so that a process that ends in between restarts without the cache.
        OwnerOnly.write(options, String.join("\n", kept) + '\n');
        of(jar, home.app(service));
    }

    /** Updates the copy in a folder and returns the copied jar. */
    public static Path of(Path jar, Path folder) throws IOException {
        OwnerOnly.folder(folder);
        Path libraries = OwnerOnly.folder(folder.resolve(LIBRARIES));
        Set<Path> wanted = new HashSet<>();
        for (Path source : libraries(jar)) {
            wanted.add(copy(source, libraries));
        }
        for (Path copy : jars(libraries)) {
            if (!wanted.contains(copy)) {
                Files.delete(copy);
            }
        }
        return copy(jar, folder);
    }

    /** The jars in {@code libs} beside a jar, which are on its class path. */
    static List<Path> libraries(Path jar) throws IOException {
        return jars(jar.resolveSibling(LIBRARIES));
    }

    private static List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        }
        return jars;
    }

    private static Path copy(Path source, Path folder) throws IOException {
        Path copy = folder.resolve(source.getFileName());
        if (!isCurrent(source, copy)) {
            Path part = folder.resolve(source.getFileName() + ".part");
            Files.copy(
                    source,
                    part,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(
                    part,
                    copy,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    private static boolean isCurrent(Path source, Path copy) throws IOException {
        return Files.isRegularFile(copy)
                && Files.size(copy) == Files.size(source)
                && (Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(source))
                        || Files.mismatch(copy, source) == -1);
    }
}
