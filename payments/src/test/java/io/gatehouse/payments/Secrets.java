// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.testkit.SecretFile;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The files of secrets that the service is told of, once per JVM, and where no provider listens.
 */
public final class Secrets implements BeforeAllCallback {
    public static final String PROVIDER_KEY = "key-of-tests";
    public static final String WEBHOOK_SECRET = "secret-of-tests";

    @Override
    public void beforeAll(ExtensionContext context) {
        if (System.getProperty("payments.provider.url") == null) {
            System.setProperty("payments.provider.url", "http://localhost:1");
            System.setProperty(
                    "payments.provider.key-file", SecretFile.of(PROVIDER_KEY).toString());
            System.setProperty(
                    "payments.webhook.secret-file",
                    SecretFile.of("an-older-secret\n" + WEBHOOK_SECRET + "\n").toString());
            System.setProperty("payments.seal.keys-file", SecretFile.sealingKeys().toString());
        }
    }
}
