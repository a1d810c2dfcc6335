// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with a secret in UTF-8, such as a mounted Kubernetes secret. It is read when it is asked
 * for, so that who asks again sees a renewed one.
 *
 * @param key the configuration key that names the file, for the message when it cannot be read
 */
public record SecretFile(String key, Path path) {
    public SecretFile {
        requireNonNull(key, "key");
        requireNonNull(path, "path");
    }

    /**
     * The content, without white space at both ends: editors end a file with a line feed.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public String text() {
        try {
            return Files.readString(path).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(key + " cannot be read: " + path, unreadable);
        }
    }

    /**
     * The lines, for a file that holds several keys.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public List<String> lines() {
        return text().lines().toList();
    }
}
