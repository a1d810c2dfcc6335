// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Rotates the logs of a folder. A log that is too large becomes {@code NAME.log.1}, and {@code .1}
 * becomes {@code .2}. Its writers append and keep the file open, so it is copied and truncated, not
 * renamed.
 */
public final class LogRotation implements AutoCloseable {
    /** The number of older files that are kept of each log. */
    public static final int KEPT = 3;

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final long LIMIT = 10L * 1024 * 1024;

    private final Path folder;
    private final long limit;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Creates a rotation with the default limit, 10 MiB per file. */
    public LogRotation(Path folder) {
        this(folder, LIMIT);
    }

    LogRotation(Path folder, long limit) {
        this.folder = requireNonNull(folder, "folder");
        this.limit = limit;
    }

    /** Starts to check the sizes every ten seconds. */
    public void start() {
        Thread.ofPlatform().daemon().name("log-rotation").start(this::repeat);
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private void repeat() {
        try {
            do {
                run();
            } while (!closing.await(EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void run() {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
            for (Path log : logs) {
                if (Files.size(log) > limit) {
                    rotate(log);
                }
            }
        } catch (IOException _) {
            // The disk is full, or the folder was just deleted; the next run tries again.
        }
    }

    /** The existing older files of a log, newest first. */
    static List<Path> older(Path log) {
        return IntStream.rangeClosed(1, KEPT)
                .mapToObj(number -> older(log, number))
                .filter(Files::isRegularFile)
                .toList();
    }

    static Path older(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    /** Names the older file last: by its name a reader detects that the log was truncated. */
    private static void rotate(Path log) throws IOException {
        Path copy = older(log, 0);
        try (FileChannel from =
                        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to =
                        FileChannel.open(
                                copy,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE)) {
            long copied = 0;
            // Repeats for lines that are written during the copy, so that at most those of the last
            // instant are lost.
            while (copied < from.size()) {
                copied += from.transferTo(copied, from.size() - copied, to);
            }
            from.truncate(0);
        }
        for (int number = KEPT - 1; number >= 0; number--) {
            if (Files.exists(older(log, number))) {
                Files.move(
                        older(log, number),
                        older(log, number + 1),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
