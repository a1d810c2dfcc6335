// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file of {@code istio/faults}, applied and taken away again. */
record Fault(String name) {
    private static final Path FOLDER = Checkout.path("istio", "faults");
    private static final String ENDING = ".yaml";

    /** All there are. */
    static List<Fault> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> new Fault(name.substring(0, name.length() - ENDING.length())))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + FOLDER, e);
        }
    }

    void apply() {
        Kubectl.run("apply", "-f", file());
    }

    void remove() {
        Kubectl.run("delete", "--ignore-not-found", "-f", file());
    }

    /** The service that it troubles. */
    String victim() {
        return name.substring(0, name.indexOf('-'));
    }

    private String file() {
        return FOLDER.resolve(name + ENDING).toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
