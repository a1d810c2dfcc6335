// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;

/** Where a local run keeps everything that it makes. */
public record Home(Path root) {
    public Home {
        root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    public void create() throws IOException {
        for (Path folder : new Path[] {root, secrets(), logs(), run(), aot()}) {
            OwnerOnly.folder(folder);
        }
    }

    public Path certs() {
        return root.resolve("certs");
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path logs() {
        return root.resolve("log");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** The copy of a service's jars that it runs from. */
    public Path app(String service) {
        return root.resolve("app").resolve(service);
    }

    public Path aot() {
        return root.resolve("aot");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path envoyConfiguration() {
        return root.resolve("envoy.yaml");
    }

    public Path systemFile() {
        return run().resolve("system.json");
    }
}
