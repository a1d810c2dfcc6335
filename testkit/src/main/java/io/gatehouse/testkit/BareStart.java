// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A start of the service under test as a process of its own, to which nothing is set. */
public record BareStart(int exit, List<String> lines) {
    private static final List<String> OF_DATABASE =
            List.of(
                    "gatehouse.database.password-file",
                    "gatehouse.database.url",
                    "gatehouse.database.username");

    public BareStart {
        lines = List.copyOf(lines);
    }

    /**
     * Starts it: it must call for each key that its README requires, in one JSON line each, and end
     * with status 1.
     *
     * @throws AssertionError when it says anything else
     */
    public static void check() {
        check(Stream.empty());
    }

    /**
     * The same of a service with a database, which must be told of that as well.
     *
     * @throws AssertionError when it says anything else
     */
    public static void checkWithDatabase() {
        check(OF_DATABASE.stream());
    }

    private static void check(Stream<String> more) {
        List<String> required =
                Stream.concat(ConfigTable.read().required().stream(), more).sorted().toList();
        BareStart start = run();
        if (!start.missing().equals(required)
                || !start.lines.stream().allMatch(line -> line.startsWith("{\"time\":"))
                || start.exit != 1) {
            throw new AssertionError(
                    "must call for %s and end with 1: %s".formatted(required, start));
        }
    }

    private static BareStart run() {
        ProcessBuilder start =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.gatehouse.common.web.server.StartService")
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
    private List<String> missing() {
        return lines.stream()
                .map(line -> line.replaceFirst(".*\"message\":\"(\\S+) must be set\".*", "$1"))
                .sorted()
                .toList();
    }
}
