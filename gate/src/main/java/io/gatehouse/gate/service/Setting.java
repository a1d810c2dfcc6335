// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a setting: a literal, or a placeholder that each environment resolves. */
public sealed interface Setting {
    /** A text that is the same in every environment. */
    record Literal(String text) implements Setting {}

    /** <code>${url.NAME}</code>: the URL of another service. */
    record Url(String service) implements Setting {}

    /** <code>${file.NAME}</code>: the path of one of its files. */
    record File(String file) implements Setting {}

    /**
     * <code>${NAME}</code>: a value that all services share, in the cluster from ConfigMap
     * gatehouse.
     */
    record Shared(String key) implements Setting {
        private static final Set<String> KEYS =
                Set.of(
                        "issuer",
                        "allowed-origins",
                        "demo-catalogue",
                        "gate-authorities",
                        "private-addresses",
                        "mail-folder",
                        "certificate-url",
                        "provider-url");

        /** Refuses an unknown key. */
        public Shared {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("nothing is known of ${%s}".formatted(key));
            }
        }
    }

    /**
     * Parses a value, which is a text or exactly one placeholder.
     *
     * @throws IllegalArgumentException for an unknown placeholder, or one within a text
     */
    static Setting of(String text) {
        Matcher matcher = Pattern.compile("\\$\\{([^}]*)}").matcher(text);
        if (!matcher.matches()) {
            if (text.contains("${")) {
                throw new IllegalArgumentException(
                        "\"%s\" is neither a text nor one placeholder".formatted(text));
            }
            return new Literal(text);
        }
        String name = matcher.group(1);
        if (name.startsWith("url.")) {
            return new Url(name.substring("url.".length()));
        }
        if (name.startsWith("file.")) {
            return new File(name.substring("file.".length()));
        }
        return new Shared(name);
    }
}
