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
 * The jars a service runs from: copies, so that a build beside the running system cannot pull them
 * away under it. A jar that was built again to the same content is not copied again, and the AOT
 * cache stays good.
 */
public final class ProgramCopy {
    private static final String LIBRARIES = "libs";
    private static final String QUICK = "\"-XX:TieredStopAtLevel=1\"";

    private ProgramCopy() {}

    /**
     * Brings the copy of a service that runs up to date, for when it is started again: without its
     * AOT cache, which fits only the jars it was made with, and with the quick compiler alone,
     * which halves a start without one.
     */
    public static void renew(Path jar, Home home, String service) throws IOException {
        Path options = home.vm(service);
        List<String> kept = new ArrayList<>(Files.readAllLines(options));
        kept.removeIf(line -> line.startsWith("\"-XX:AOTCache=") || line.equals(QUICK));
        kept.addFirst(QUICK);
        // First, so that whatever dies in between starts without the cache.
        OwnerOnly.write(options, String.join("\n", kept) + '\n');
        of(jar, home.app(service));
    }

    /** Brings the copy in a folder up to date and returns the jar in it. */
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

    /** What lies beside a jar and is on its class path. */
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
