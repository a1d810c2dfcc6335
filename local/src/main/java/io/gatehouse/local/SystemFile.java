// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.local.home.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What tools read to find the running system: address, authority, processes and their ports. */
final class SystemFile {
    private final Path file;
    private final Map<String, String> addresses;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * One process.
     *
     * @param pid asked at each writing, since a restart changes it
     * @param ports by name, such as {@code adminPort}
     */
    private record Entry(LongSupplier pid, Map<String, Integer> ports) {}

    SystemFile(Path file, Map<String, String> addresses) {
        this.file = requireNonNull(file, "file");
        this.addresses = new LinkedHashMap<>(addresses);
    }

    void add(String process, LongSupplier pid, Map<String, Integer> ports) {
        entries.put(process, new Entry(pid, new LinkedHashMap<>(ports)));
    }

    synchronized void write() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        addresses.forEach(root::put);
        ObjectNode processes = root.putObject("processes");
        entries.forEach(
                (name, entry) -> {
                    ObjectNode process = processes.putObject(name);
                    process.put("pid", entry.pid().getAsLong());
                    entry.ports().forEach(process::put);
                });
        try {
            OwnerOnly.write(file, root.toPrettyString() + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
