// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import io.gatehouse.local.home.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The AOT cache of one service, which halves its start time. It is valid only for the jars, JDK and
 * flags it was made with, and is deleted otherwise. The launcher compares them, since the JVM does
 * not: up to JDK 25.0.3 it runs the cached classes of a jar that was replaced.
 */
final class AotCache {
    private static final String ATTRIBUTES = "unix:size,ino,lastModifiedTime,ctime";

    private final Path file;
    private final Path mark;
    private final Path jar;

    AotCache(Path folder, String service, Path jar) {
        this.file = folder.resolve(service + ".aot");
        this.mark = folder.resolve(service + ".aot.made-of");
        this.jar = jar;
    }

    Path file() {
        return file;
    }

    /** Whether the cache is valid; an invalid one is deleted. */
    boolean isValid() throws IOException {
        if (Files.isRegularFile(file)
                && Files.isRegularFile(mark)
                && Files.readString(mark).equals(madeOf())) {
            return true;
        }
        Files.deleteIfExists(mark);
        Files.deleteIfExists(file);
        return false;
    }

    /** Installs a new cache, and records the jars as they were before it was made. */
    void accept(Path fresh, String madeOf) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.write(mark, madeOf);
    }

    /**
     * The flags, the JDK, and the inode, size and times of each jar. Digests would cost seconds at
     * each start; a file that replaces another has another inode or change time, whatever its size
     * and mtime.
     */
    String madeOf() throws IOException {
        List<String> parts = new ArrayList<>(ServiceProcess.FLAGS);
        parts.add(System.getProperty("java.home") + ' ' + Runtime.version());
        parts.add(describe(jar));
        for (Path library : ProgramCopy.libraries(jar)) {
            parts.add(describe(library));
        }
        parts.sort(null);
        return String.join("\n", parts);
    }

    private static String describe(Path jar) throws IOException {
        return jar + " " + new TreeMap<>(Files.readAttributes(jar, ATTRIBUTES));
    }
}
