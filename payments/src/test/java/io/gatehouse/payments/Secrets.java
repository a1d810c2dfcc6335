// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The files of secrets that the service is told of, once per JVM, and where no provider listens.
 */
public final class Secrets implements BeforeAllCallback {
    public static final String PROVIDER_KEY = "key-of-tests";
    public static final String WEBHOOK_SECRET = "secret-of-tests";
    private static final Map<String, String> FILES =
            Map.of(
                    "payments.provider.key-file", PROVIDER_KEY,
                    "payments.webhook.secret-file", "an-older-secret\n" + WEBHOOK_SECRET + "\n",
                    "payments.seal.keys-file",
                            "k1:" + Base64.getEncoder().encodeToString(new byte[32]));

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
