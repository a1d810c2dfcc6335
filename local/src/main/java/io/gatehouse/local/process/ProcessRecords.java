// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The process records of one home, one file each, so that a later run finds leftover processes. */
public record ProcessRecords(Path folder) {
    private static final String SUFFIX = ".process";

    public void put(ProcessRecord record) {
        Path fresh = folder.resolve(record.name() + ".new");
        try {
            Files.writeString(fresh, record.toLine());
            // The move is atomic, so that a reader finds either the old or the new record.
            Files.move(fresh, file(record.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<ProcessRecord> find(String name) {
        try {
            return ProcessRecord.parse(name, Files.readString(file(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the processes that an earlier launcher left behind when it was killed.
     *
     * @param last name of the process that must outlive the others, such as the database
     * @return the names of the processes that were still running
     */
    public List<String> endAll(String last, Duration grace) {
        List<String> ended = new ArrayList<>();
        List<ProcessRecord> all = new ArrayList<>(all());
        all.sort(Comparator.comparing(record -> record.name().equals(last)));
        for (ProcessRecord record : all) {
            record.alive()
                    .ifPresent(process -> {
                        Termination.end(process, ProcessHandle::destroy, grace);
                        ended.add(record.name());
                    });
            remove(record.name());
        }
        return ended;
    }

    /** All records, sorted by name. */
    public List<ProcessRecord> all() {
        List<ProcessRecord> records = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return records;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, '*' + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                find(name.substring(0, name.length() - SUFFIX.length())).ifPresent(records::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        records.sort(Comparator.comparing(ProcessRecord::name));
        return records;
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
