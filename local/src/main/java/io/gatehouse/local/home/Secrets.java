// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The passwords and keys of a home: each is generated once and kept in a file of its own.
 *
 * @param random a cryptographically strong generator
 */
public record Secrets(Path folder, RandomGenerator random) {
    private static final int PASSWORD_BYTES = 24;
    private static final int KEY_BYTES = 32;

    /** A file that holds a password and nothing else. */
    public Path password(String name) throws IOException {
        return once(name + ".password", randomPassword());
    }

    /** A file with a key of 32 random bytes in base64. */
    public Path key(String name) throws IOException {
        return once(name + ".key", base64(KEY_BYTES));
    }

    /** A file of lines {@code id:base64}, of which the first encrypts and all decrypt. */
    public Path keyList(String name) throws IOException {
        return once(name + ".keys", "local-1:" + base64(KEY_BYTES) + '\n');
    }

    public String read(Path secret) throws IOException {
        return Files.readString(secret).strip();
    }

    public String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The file with that name, written if it does not exist. */
    Path once(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        if (Files.notExists(path)) {
            OwnerOnly.write(path, content);
        }
        return path;
    }

    private String base64(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
