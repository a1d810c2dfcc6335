// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** What a launcher makes in a home; what has another name there is somebody else's. */
public enum Part {
    CERTS("certs", "certificates and their authorities"),
    SECRETS("secrets", "passwords, encryption keys and demo accounts"),
    POSTGRES("postgres", "all databases: accounts, sessions, products, orders"),
    /** A database that is not whole yet. */
    POSTGRES_NEW("postgres.new", "a database half made"),
    LOG("log", "logs"),
    RUN("run", "notes about processes"),
    APP("app", "copies of the programs"),
    AOT("aot", "caches for a quicker start"),
    ENVOY("envoy.yaml", "configuration of the gate");

    private final String fileName;
    private final String meaning;

    Part(String fileName, String meaning) {
        this.fileName = fileName;
        this.meaning = meaning;
    }

    public String fileName() {
        return fileName;
    }

    /** What it holds, for a person. */
    public String meaning() {
        return meaning;
    }

    Path in(Path root) {
        return requireNonNull(root, "root").resolve(fileName);
    }
}
