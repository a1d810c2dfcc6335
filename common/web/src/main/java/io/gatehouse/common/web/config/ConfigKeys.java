// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a service's configuration once, at start. What cannot be read names its key, never its
 * value.
 */
public record ConfigKeys(Function<String, Optional<String>> source) {
    public ConfigKeys {
        requireNonNull(source, "source");
    }

    /** {@code true} or {@code false}, and nothing that only looks like it. */
    public boolean flag(String key, String standard) {
        return read(
                key,
                standard,
                text -> {
                    require(text.equals("true") || text.equals("false"), "true or false");
                    return text.equals("true");
                });
    }

    /** A number of one or more. */
    public int count(String key, String standard) {
        return read(
                key,
                standard,
                text -> {
                    int count = Integer.parseInt(text);
                    require(count > 0, "positive");
                    return count;
                });
    }

    /** A duration of more than nothing, in the form {@code PT2S}. */
    public Duration duration(String key, String standard) {
        return read(
                key,
                standard,
                text -> {
                    Duration duration = Duration.parse(text);
                    require(duration.isPositive(), "positive");
                    return duration;
                });
    }

    /** A duration that may be nothing. */
    public Duration durationOrZero(String key, String standard) {
        return read(
                key,
                standard,
                text -> {
                    Duration duration = Duration.parse(text);
                    require(!duration.isNegative(), "not negative");
                    return duration;
                });
    }

    /** An absolute URL, which must be set. */
    public URI url(String key) {
        String text =
                source.apply(key)
                        .orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
        return read(
                key,
                text,
                known -> {
                    URI url = URI.create(known);
                    require(url.isAbsolute() && url.getHost() != null, "an absolute URL");
                    return url;
                });
    }

    private <T> T read(String key, String standard, Function<String, T> parser) {
        try {
            return parser.apply(source.apply(key).orElse(standard));
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(key + " cannot be read", unreadable);
        }
    }

    private static void require(boolean held, String expected) {
        if (!held) {
            throw new IllegalArgumentException("must be " + expected);
        }
    }
}
