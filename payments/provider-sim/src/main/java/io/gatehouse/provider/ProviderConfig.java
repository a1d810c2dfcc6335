// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static java.util.Objects.requireNonNull;

import io.gatehouse.provider.webhook.WebhookConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a provider is started with.
 *
 * @param port to listen at; 0 takes a free one
 * @param data directory of the journal
 * @param apiKey that the merchant presents
 * @param webhook how the merchant is told of events; without it they wait in the journal
 * @param processing how long a charge is processing that is decided later
 */
public record ProviderConfig(
        String host,
        int port,
        Path data,
        String apiKey,
        Optional<WebhookConfig> webhook,
        Duration processing) {
    private static final Duration USUAL_PROCESSING = Duration.ofMillis(500);

    public ProviderConfig {
        requireNonNull(host, "host");
        requireNonNull(data, "data");
        requireNonNull(webhook, "webhook");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port must be from 0 to 65535");
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("the API key is empty");
        }
        if (processing.isNegative()) {
            throw new IllegalArgumentException("the time of processing must not be negative");
        }
    }

    /** For this machine only, at a free port, without webhooks. */
    public static ProviderConfig of(Path data, String apiKey) {
        return new ProviderConfig("127.0.0.1", 0, data, apiKey, Optional.empty(), USUAL_PROCESSING);
    }

    public ProviderConfig listeningAt(String address, int number) {
        return new ProviderConfig(address, number, data, apiKey, webhook, processing);
    }

    public ProviderConfig telling(WebhookConfig merchant) {
        return new ProviderConfig(host, port, data, apiKey, Optional.of(merchant), processing);
    }

    public ProviderConfig processingFor(Duration length) {
        return new ProviderConfig(host, port, data, apiKey, webhook, length);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "provider at " + host + ":" + port + " with data in " + data;
    }
}
