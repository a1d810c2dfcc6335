// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.session;

import io.gatehouse.cli.gate.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Creates and checks files that only their owner may read. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FOR_OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private OwnerOnly() {}

    /**
     * Creates the directory if it is missing.
     *
     * @throws Failure.Misuse when other users may read or change it
     */
    public static void directory(Path directory) {
        try {
            Files.createDirectories(directory, mode("rwx------"));
        } catch (IOException e) {
            throw new Failure.Misuse("The directory " + directory + " cannot be made.", e);
        }
        check(directory, "chmod 700 " + directory);
    }

    /**
     * Creates the file if it is missing.
     *
     * @throws Failure.Misuse when other users may read or change it
     */
    public static void file(Path file) {
        try {
            Files.createFile(file, mode("rw-------"));
        } catch (FileAlreadyExistsException e) {
            check(file, "chmod 600 " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses a file or directory that other users may read or change. */
    static void check(Path path, String remedy) {
        try {
            Set<PosixFilePermission> granted = EnumSet.copyOf(FOR_OTHERS);
            granted.retainAll(Files.getPosixFilePermissions(path));
            if (!granted.isEmpty()) {
                throw new Failure.Misuse(
                        "%s is open to other users of this machine: %s".formatted(path, remedy));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file atomically: a reader sees either the old or the new content. */
    static void replace(Path file, String content) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), ".new-", "", mode("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer rest = StandardCharsets.UTF_8.encode(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
