// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a setting: the same text everywhere, or one that each surrounding gives. */
public sealed interface Setting {
    /** The same text everywhere. */
    record Literal(String text) implements Setting {}

    /** <code>${url.NAME}</code>: where another service is. */
    record Url(String service) implements Setting {}

    /** <code>${file.NAME}</code>: the path of one of its files. */
    record File(String file) implements Setting {}

    /**
     * <code>${NAME}</code>: what all services share; in the cluster a key of ConfigMap gatehouse.
     */
    record Shared(String key) implements Setting {
        private static final Set<String> KEYS =
                Set.of("issuer", "allowed-origins", "demo-catalogue");

        /** Refuses a key that there is not. */
        public Shared {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("nothing is known of ${%s}".formatted(key));
            }
        }
    }

    /**
     * Reads a value; a placeholder is all of it.
     *
     * @throws IllegalArgumentException when it holds a placeholder that there is not
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
