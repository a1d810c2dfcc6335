// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.webhook;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the merchant is told of events.
 *
 * @param url where to; may be empty until it is known
 * @param secret shared with the merchant, signs each event
 * @param ca PEM file of the authorities whose certificate the target may have; those of the JDK by
 *     default
 * @param firstPause after an event was not taken; it doubles with each failure
 * @param longestPause between two attempts
 */
public record WebhookConfig(
        Optional<URI> url,
        String secret,
        Optional<Path> ca,
        Duration firstPause,
        Duration longestPause) {
    private static final Duration USUAL_FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration USUAL_LONGEST_PAUSE = Duration.ofSeconds(30);

    public WebhookConfig {
        if (!url.stream().allMatch(WebhookConfig::isHttp)) {
            throw new IllegalArgumentException("the webhook URL must be http:// or https://");
        }
        requireNonNull(ca, "ca");
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the webhook secret is empty");
        }
        if (!firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("a pause must be positive and grow");
        }
    }

    private static boolean isHttp(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null;
    }

    /** With the usual pauses, and the authorities of the JDK. */
    public static WebhookConfig signedWith(String secret) {
        return new WebhookConfig(
                Optional.empty(), secret, Optional.empty(), USUAL_FIRST_PAUSE, USUAL_LONGEST_PAUSE);
    }

    public WebhookConfig to(URI target) {
        return new WebhookConfig(Optional.of(target), secret, ca, firstPause, longestPause);
    }

    public WebhookConfig trusting(Path authorities) {
        return new WebhookConfig(url, secret, Optional.of(authorities), firstPause, longestPause);
    }

    public WebhookConfig pausing(Duration first, Duration longest) {
        return new WebhookConfig(url, secret, ca, first, longest);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "webhooks to " + url.map(URI::toString).orElse("nowhere yet");
    }
}
