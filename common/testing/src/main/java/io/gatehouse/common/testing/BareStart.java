// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A start of the service under test as a process of its own, to which nothing is set. */
public record BareStart(int exit, List<String> lines) {
    /** The keys that every service with a database must be given. */
    public static final List<String> OF_DATABASE =
            List.of(
                    "gatehouse.database.password-file",
                    "gatehouse.database.url",
                    "gatehouse.database.username");

    public BareStart {
        lines = List.copyOf(lines);
    }

    /** Starts it, and reads what it writes until it ends. */
    public static BareStart run() {
        ProcessBuilder start =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.gatehouse.common.web.StartService")
                        .redirectErrorStream(true);
        start.environment().clear();
        try {
            Process process = start.start();
            String written =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new BareStart(process.waitFor(), written.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The keys that it calls for, a line each, in order. */
    public List<String> missing() {
        return lines.stream()
                .map(line -> line.replaceFirst(".*\"message\":\"(\\S+) must be set\".*", "$1"))
                .toList();
    }
}
