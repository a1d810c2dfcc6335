// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.process.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Writes {@code system.json}, from which tools read the URL, CA, processes and their ports. */
final class SystemFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SystemFile() {}

    /** Writes the current state; a restart changes process ids. */
    static synchronized void write(Home home, Gateway gateway, List<ManagedProcess> processes) {
        ObjectNode root = JSON.createObjectNode();
        root.put("url", gateway.url());
        root.put("http", gateway.httpUrl());
        root.put("certificates", gateway.certificateUrl());
        root.put("ca", home.authority().toString());
        ObjectNode all = root.putObject("processes");
        for (ManagedProcess process : processes) {
            if (!process.spec().ports().isEmpty()) {
                ObjectNode entry = all.putObject(process.name()).put("pid", process.pid());
                process.spec().ports().forEach(entry::put);
            }
        }
        all.putObject(LauncherLock.NAME).put("pid", ProcessHandle.current().pid());
        try {
            OwnerOnly.write(home.systemFile(), root.toPrettyString() + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Home home) {
        try {
            Files.deleteIfExists(home.systemFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
