// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The files of secrets that the service is told of, once per JVM, and where no provider listens.
 */
public final class Secrets implements BeforeAllCallback {
    public static final String PROVIDER_KEY = "key-of-tests";
    private static final Map<String, String> FILES =
            Map.of("payments.provider.key-file", PROVIDER_KEY);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("payments.provider.url") == null) {
            System.setProperty("payments.provider.url", "http://localhost:1");
            FILES.forEach((key, text) -> System.setProperty(key, file(text).toString()));
        }
    }

    private static Path file(String text) {
        try {
            Path file = Files.createTempFile("payments", "secret");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
