// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The lines of one log: first those of its older files, then what is written to it meanwhile. */
final class LogSource {
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final LogParser parser;
    private final Deque<Path> older = new ArrayDeque<>();
    private Optional<Object> rotated;
    private long position;

    LogSource(Path file, String part) throws IOException {
        this.file = requireNonNull(file, "file");
        LogRotation.older(file).forEach(older::addFirst);
        this.rotated = identity(LogRotation.older(file, 1));
        this.parser = new LogParser(part, begin(older.isEmpty() ? file : older.getFirst()));
    }

    /** Some of the lines that were not read yet; empty when there are none now. */
    List<LogEntry> more() throws IOException {
        while (true) {
            Optional<Object> newest = identity(LogRotation.older(file, 1));
            if (older.isEmpty() && !newest.equals(rotated)) {
                // What was not read before the log was rotated stands in the newest of the older.
                older.add(LogRotation.older(file, 1));
            }
            rotated = newest;
            boolean isCurrent = older.isEmpty();
            List<String> lines = chunk(isCurrent ? file : older.getFirst(), isCurrent);
            if (!lines.isEmpty() || isCurrent) {
                return lines.stream().map(parser::parse).toList();
            }
            older.removeFirst();
            position = 0;
        }
    }

    /** Whole lines; of a log that grows, what its writer has finished. */
    private List<String> chunk(Path from, boolean grows) throws IOException {
        byte[] bytes = read(from);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == 0 && (!grows || bytes.length == CHUNK)) {
            end = bytes.length;
        }
        position += end;
        return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private byte[] read(Path from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try (FileChannel channel = FileChannel.open(from)) {
            channel.position(position);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Reads until the buffer is full or the file ends.
            }
        } catch (NoSuchFileException _) {
            // Forgotten meanwhile, with all its home.
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** Tells a file from another that takes its name. */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(attributes(file).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Instant begin(Path file) throws IOException {
        return attributes(file).creationTime().toInstant();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }
}
