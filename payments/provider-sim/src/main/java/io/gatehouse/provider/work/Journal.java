// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.work;

import io.gatehouse.provider.wire.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of entries, one JSON object a line, to which entries are only appended. An entry whose
 * {@link #append} has returned is on the disk.
 */
public final class Journal<E> implements AutoCloseable {
    private final Path file;
    private final FileOutputStream out;
    private final Object disk = new Object();
    private long written;
    private long forced;
    private boolean failed;

    private Journal(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Reads a journal from its beginning, and opens it for more. A last line without an end was
     * never acknowledged: a process that was killed left it, and it is cut off.
     *
     * @param each takes the entries, oldest first
     * @throws IllegalStateException when another process has it open, or a line is no entry
     */
    public static <E> Journal<E> open(Path file, Class<E> type, Consumer<E> each)
            throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
        try {
            lock(file, out.getChannel());
            out.getChannel().truncate(read(file, type, each));
            out.getFD().sync();
            // The file's name lies in the directory, which is forced by itself.
            try (FileChannel name = FileChannel.open(directory, StandardOpenOption.READ)) {
                name.force(true);
            }
            return new Journal<>(file, out);
        } catch (IOException | RuntimeException unusable) {
            out.close();
            throw unusable;
        }
    }

    /** A lock ends with its process, however that ends. */
    private static void lock(Path file, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            throw new IllegalStateException(file + " is in use", inThisProcess);
        }
        throw new IllegalStateException(file + " is in use");
    }

    /** Returns the number of bytes in whole lines. */
    private static <E> long read(Path file, Class<E> type, Consumer<E> each) throws IOException {
        long whole = 0;
        long number = 1;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    each.accept(entry(file, number++, line.toByteArray(), type));
                    whole += line.size() + 1;
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        return whole;
    }

    private static <E> E entry(Path file, long number, byte[] line, Class<E> type) {
        try {
            return Json.read(line, type);
        } catch (IOException damaged) {
            throw new IllegalStateException(
                    "line %d of %s cannot be read".formatted(number, file), damaged);
        }
    }

    /**
     * Writes an entry and waits until it is on the disk. Entries that are appended at the same time
     * share one wait.
     *
     * @throws IllegalStateException when it may not be there; nothing can be appended any more,
     *     since the file may end within a line
     */
    public void append(E entry) {
        byte[] json = Json.write(entry);
        byte[] line = new byte[json.length + 1];
        System.arraycopy(json, 0, line, 0, json.length);
        line[json.length] = '\n';
        try {
            force(write(line));
        } catch (IOException unwritable) {
            synchronized (out) {
                failed = true;
            }
            throw new IllegalStateException(file + " cannot be written", unwritable);
        }
    }

    private long write(byte[] line) throws IOException {
        synchronized (out) {
            if (failed) {
                throw new IOException("an earlier entry could not be written");
            }
            out.write(line);
            return ++written;
        }
    }

    private void force(long number) throws IOException {
        synchronized (disk) {
            if (forced >= number) {
                return;
            }
            long all;
            synchronized (out) {
                all = written;
            }
            out.getFD().sync();
            forced = all;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
