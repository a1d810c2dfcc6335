// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The AOT cache of one service, with which it starts in half the time. It holds for exactly the
 * jars, JDK and flags it was made with; for any other it is dropped. The launcher compares, since
 * the JVM does not: up to JDK 25.0.3 it runs the cached classes of a jar that was replaced.
 */
final class AotCache {
    private static final String ATTRIBUTES = "unix:size,ino,lastModifiedTime,ctime";

    private final Path file;
    private final Path mark;
    private final ServiceProgram program;

    AotCache(Path folder, String service, ServiceProgram program) {
        requireNonNull(folder, "folder");
        this.file = folder.resolve(service + ".aot");
        this.mark = folder.resolve(service + ".aot.made-of");
        this.program = requireNonNull(program, "program");
    }

    Path file() {
        return file;
    }

    /** Whether it can be used; one that cannot is deleted. */
    boolean isValid() throws IOException {
        if (Files.isRegularFile(file)
                && Files.isRegularFile(mark)
                && Files.readString(mark).equals(fingerprint())) {
            return true;
        }
        Files.deleteIfExists(mark);
        Files.deleteIfExists(file);
        return false;
    }

    /** Takes a cache that was just made from the jars as they were then. */
    void accept(String madeOf) throws IOException {
        OwnerOnly.write(mark, madeOf);
    }

    /**
     * Names and places on the disk, sizes and times of the jars. To read them would cost seconds at
     * each start; a file that took the place of another has another inode or change time, whatever
     * its size and mtime say.
     */
    String fingerprint() throws IOException {
        List<String> parts = new ArrayList<>(ServiceProgram.FLAGS);
        parts.add(System.getProperty("java.home") + ' ' + Runtime.version());
        parts.add(describe(program.jar()));
        Path libraries = program.jar().resolveSibling("libs");
        if (Files.isDirectory(libraries)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "*.jar")) {
                for (Path jar : jars) {
                    parts.add(describe(jar));
                }
            }
        }
        parts.sort(null);
        try {
            byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String describe(Path jar) throws IOException {
        return jar + " " + new TreeMap<>(Files.readAttributes(jar, ATTRIBUTES));
    }
}
