// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tools read to find the running system: address, authority, processes and their ports. */
final class SystemFile {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<ManagedProcess, Map<String, Integer>> processes = new LinkedHashMap<>();

    synchronized void address(Gateway gateway, Path authority) {
        addresses.put("url", gateway.url());
        addresses.put("http", gateway.httpUrl());
        addresses.put("ca", authority.toString());
    }

    /**
     * Adds a process.
     *
     * @param ports by name, such as {@code adminPort}
     */
    synchronized void add(ManagedProcess process, Map<String, Integer> ports) {
        processes.put(process, new LinkedHashMap<>(ports));
    }

    /** Writes what is so now: a restart changes numbers of processes. */
    synchronized void write(Path file) {
        ObjectNode root = json.createObjectNode();
        addresses.forEach(root::put);
        ObjectNode all = root.putObject("processes");
        processes.forEach((process, ports) -> {
            ObjectNode entry = all.putObject(process.name()).put("pid", process.pid());
            ports.forEach(entry::put);
        });
        all.putObject(LauncherLock.NAME).put("pid", ProcessHandle.current().pid());
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
