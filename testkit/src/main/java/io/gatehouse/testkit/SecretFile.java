// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Files of secrets, as a service under test is told of them; they go with the JVM. */
public final class SecretFile {
    private SecretFile() {}

    public static Path of(String text) {
        try {
            Path file = Files.createTempFile("gatehouse", "secret");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** A key for secrets at rest. */
    public static Path sealingKeys() {
        return of("k1:" + Base64.getEncoder().encodeToString(new byte[32]));
    }
}
