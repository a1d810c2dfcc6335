// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.Arrays;
import java.util.Optional;

/** The placeholders for one variable segment of a path. */
enum Placeholder {
    ID("{id}", "[0-9A-Fa-f-]+", "0f8fad5b-d9cb-469f-a165-70867728950e"),
    /** The id of a signing key: a SHA-256 thumbprint in base64url (RFC 7638). */
    KID("{kid}", "[A-Za-z0-9_-]{43}", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
    /** The id of an OAuth client. */
    CLIENT("{client}", "[A-Za-z0-9._~-]+", "client-VXi27hAQ"),
    /** The id of an API key, below that of its owner. */
    KEY("{key}", "[0-9A-Fa-f-]+", "6f9619ff-8b86-d011-b42d-00c04fc964ff"),
    FILE("{file}", "[A-Za-z0-9._-]+", "style-1.css"),
    CODE("{code}", "[a-z_]+", "not_found");

    private final String text;
    private final String regex;
    private final String example;

    Placeholder(String text, String regex, String example) {
        this.text = text;
        this.regex = regex;
        this.example = example;
    }

    String example() {
        return example;
    }

    String regex() {
        return regex;
    }

    static Optional<Placeholder> of(String segment) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.text.equals(segment))
                .findFirst();
    }
}
