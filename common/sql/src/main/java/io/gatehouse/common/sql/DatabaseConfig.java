// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The connection settings of the service's database.
 *
 * @param url JDBC URL of PostgreSQL or CockroachDB, without a password
 * @param username the service's own role, which may change rows but no schema
 * @param passwordFile file whose only line is the password
 * @param poolSize connections kept open, at least 1
 */
public record DatabaseConfig(String url, String username, Path passwordFile, int poolSize) {
    public DatabaseConfig {
        requireNonNull(url, "gatehouse.database.url");
        requireNonNull(username, "gatehouse.database.username");
        requireNonNull(passwordFile, "gatehouse.database.password-file");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "gatehouse.database.url must begin with jdbc:postgresql:");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("gatehouse.database.pool-size must be at least 1");
        }
    }

    String password() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "gatehouse.database.password-file cannot be read: " + passwordFile, unreadable);
        }
    }
}
