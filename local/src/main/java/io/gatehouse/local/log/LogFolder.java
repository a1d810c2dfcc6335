// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads all logs of a home, merged by time, in bounded memory; logs of parts that start later are
 * included.
 */
public final class LogFolder {
    private static final String SUFFIX = ".log";
    private static final String ACCESS = "access";
    private static final String GATE = "envoy";

    private final Path folder;
    private final TreeMap<Path, LogSource> sources = new TreeMap<>();

    public LogFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /** The parts that have a log. */
    public NavigableSet<String> parts() throws IOException {
        NavigableSet<String> parts = new TreeSet<>();
        for (Path file : files()) {
            parts.add(part(file));
        }
        return parts;
    }

    /** The earliest line that was not returned yet; empty if there is none now. */
    Optional<LogEntry> next() throws IOException {
        LogSource earliest = null;
        for (LogSource source : sources.values()) {
            source.fill();
            if (source.isBefore(earliest)) {
                earliest = source;
            }
        }
        return earliest == null ? Optional.empty() : Optional.of(earliest.next());
    }

    /** Checks for new lines and new logs. */
    void refresh() throws IOException {
        for (Path file : files()) {
            if (!sources.containsKey(file)) {
                sources.put(file, new LogSource(file, part(file)));
            }
        }
        sources.values().forEach(LogSource::refresh);
    }

    private NavigableSet<Path> files() throws IOException {
        NavigableSet<Path> files = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, '*' + SUFFIX)) {
                logs.forEach(files::add);
            }
        }
        return files;
    }

    /** The part of a log; Envoy has two, its own and the access log. */
    private static String part(Path file) {
        String name = file.getFileName().toString();
        String part = name.substring(0, name.length() - SUFFIX.length());
        return part.equals(ACCESS) ? GATE : part;
    }
}
