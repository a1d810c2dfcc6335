// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

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
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lines of one log, sorted by time within a window: first those of its older files, then new
 * ones.
 */
final class LogSource {
    private static final int CHUNK = 64 * 1024;
    // The gate logs a request at its end, with the time of its start.
    private static final int WINDOW = 500;

    private final Path file;
    private final String part;
    private final Deque<Path> older = new ArrayDeque<>();
    private final PriorityQueue<Numbered> lines =
            new PriorityQueue<>(
                    Comparator.comparing((Numbered line) -> line.entry().time())
                            .thenComparingLong(Numbered::number));
    private Optional<Object> rotated;
    private Instant last;
    private long position;
    private long read;
    private boolean isExhausted;

    LogSource(Path file, String part) throws IOException {
        this.file = file;
        this.part = part;
        LogRotation.older(file).forEach(older::addFirst);
        this.rotated = identity(LogRotation.older(file, 1));
        this.last =
                attributes(older.isEmpty() ? file : older.getFirst()).creationTime().toInstant();
    }

    /** Makes the next read check for new lines. */
    void refresh() {
        isExhausted = false;
    }

    /** Reads ahead until there are enough lines to be put in order, or none is left for now. */
    void fill() throws IOException {
        while (!isExhausted && lines.size() < WINDOW) {
            List<String> more = more();
            isExhausted = more.isEmpty();
            for (String line : more) {
                LogEntry entry = LogEntry.read(part, line, last);
                last = entry.time();
                lines.add(new Numbered(entry, read++));
            }
        }
    }

    /** Whether this log has a line earlier than that of the other; null counts as latest. */
    boolean isBefore(LogSource other) {
        return !lines.isEmpty() && (other == null || time().isBefore(other.time()));
    }

    private Instant time() {
        return lines.element().entry().time();
    }

    LogEntry next() {
        return lines.remove().entry();
    }

    /** Some of the unread lines; empty if there are none now. */
    private List<String> more() throws IOException {
        while (true) {
            Optional<Object> newest = identity(LogRotation.older(file, 1));
            if (older.isEmpty() && !newest.equals(rotated)) {
                // After a rotation the unread lines are in the newest of the older files.
                older.add(LogRotation.older(file, 1));
            }
            rotated = newest;
            boolean isCurrent = older.isEmpty();
            List<String> chunk = chunk(isCurrent ? file : older.getFirst(), isCurrent);
            if (!chunk.isEmpty() || isCurrent) {
                return chunk;
            }
            older.removeFirst();
            position = 0;
        }
    }

    /** Complete lines; of a growing log, only those that end with a line feed. */
    private List<String> chunk(Path from, boolean grows) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try (FileChannel channel = FileChannel.open(from)) {
            channel.position(position);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Reads until the buffer is full or the file ends.
            }
        } catch (NoSuchFileException _) {
            // The file was deleted meanwhile, with its home.
            return List.of();
        }
        int end = buffer.position();
        while (end > 0 && buffer.get(end - 1) != '\n') {
            end--;
        }
        if (end == 0 && (!grows || !buffer.hasRemaining())) {
            end = buffer.position();
        }
        position += end;
        return new String(buffer.array(), 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    /** An identity that distinguishes a file from a later one with the same name. */
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(attributes(file).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private record Numbered(LogEntry entry, long number) {}
}
