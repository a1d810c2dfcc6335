// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The processes of one home, a small file each, so that a later run finds what this one left. */
public final class ProcessRecords {
    private static final String SUFFIX = ".process";

    private final Path folder;

    public ProcessRecords(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    public void put(ProcessRecord record) {
        Path fresh = folder.resolve(record.name() + ".new");
        try {
            Files.writeString(fresh, record.toLine());
            // Whoever reads it meanwhile must find the one or the other.
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

    /** All of them by name. */
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
