// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.session;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Stores the sessions of one user of this machine, one for each URL of a gate. */
public final class SessionFile {

    /** A file lock belongs to the whole JVM, so its threads need a lock of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path directory;
    private final Path file;
    private final Path lock;

    public SessionFile(Path directory) {
        this.directory = requireNonNull(directory, "directory");
        this.file = directory.resolve("session.json");
        this.lock = directory.resolve("session.lock");
    }

    public Optional<Session> read(String url) {
        return Optional.ofNullable(all().get(url));
    }

    public void write(String url, Session session) {
        locked(() -> change(url, Optional.of(session)));
    }

    public void remove(String url) {
        locked(() -> change(url, Optional.empty()));
    }

    /** Runs the work while no other process of this user changes a session; reentrant. */
    <T> T locked(Supplier<T> work) {
        OwnerOnly.directory(directory);
        THREADS.lock();
        try {
            if (THREADS.getHoldCount() > 1) {
                return work.get();
            }
            OwnerOnly.file(lock);
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                requireNonNull(held, "lock");
                return work.get();
            }
        } catch (IOException e) {
            throw new Failure.Misuse("The session file " + file + " cannot be locked.", e);
        } finally {
            THREADS.unlock();
        }
    }

    private Map<String, Session> change(String url, Optional<Session> session) {
        Map<String, Session> sessions = new TreeMap<>(all());
        session.ifPresentOrElse(present -> sessions.put(url, present), () -> sessions.remove(url));
        try {
            OwnerOnly.replace(file, Json.write(new Content(sessions)));
        } catch (IOException e) {
            throw new Failure.Misuse("The session file " + file + " cannot be written.", e);
        }
        return sessions;
    }

    private Map<String, Session> all() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        OwnerOnly.check(file, "sign in again after rm " + file);
        try {
            return Json.read(Files.readString(file), Content.class).sessions();
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Misuse(
                    "The session file " + file + " cannot be read: remove it and sign in again.",
                    e);
        }
    }

    /** The content of the file: sessions by URL. */
    record Content(Map<String, Session> sessions) {

        Content {
            sessions = sessions == null ? Map.of() : Map.copyOf(sessions);
        }
    }
}
