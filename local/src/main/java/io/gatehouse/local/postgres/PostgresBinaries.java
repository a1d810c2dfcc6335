// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.postgres;

import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.LocalException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs from a library jar, unpacked once for all homes. */
public record PostgresBinaries(Path folder) {
    private static final int OWNER_EXECUTE = 0100;

    /** Unpacks the programs if necessary; each version has a folder of its own. */
    public static PostgresBinaries of(Cache cache) throws IOException {
        JarURLConnection archive = (JarURLConnection) archive().openConnection();
        String name = "postgres-%08x".formatted(archive.getJarEntry().getCrc());
        return new PostgresBinaries(
                cache.entry(name, folder -> unpack(archive.getInputStream(), folder)));
    }

    /** The command line of one program. */
    public List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root; in a new user namespace it runs as nobody.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    /** Whether the launcher runs as root, by the owner of the unpacked programs. */
    private boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL archive() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String architecture = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        String resource = "/postgres-%s-%s.txz".formatted(system, architecture);
        URL archive = PostgresBinaries.class.getResource(resource);
        if (archive == null) {
            throw new LocalException(
                    "There is no embedded PostgreSQL for %s on %s".formatted(system, architecture));
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive reaches out of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & OWNER_EXECUTE) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
