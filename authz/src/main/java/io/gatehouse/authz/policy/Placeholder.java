// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import java.util.regex.Pattern;

/** A placeholder for one segment of a path template, with the values that it matches. */
enum Placeholder {
    /** An id of hexadecimal digits and hyphens; no word such as {@code admin} matches. */
    ID("{id}", "[0-9A-Fa-f-]+"),
    /** The id of a signing key: a SHA-256 thumbprint in base64url (RFC 7638). */
    KID("{kid}", "[A-Za-z0-9_-]{43}"),
    /** The id of an OAuth client. */
    CLIENT("{client}", "[A-Za-z0-9._~-]+"),
    /** The id of an API key. */
    KEY("{key}", "[0-9A-Fa-f-]+"),
    /** A file name. */
    FILE("{file}", "[A-Za-z0-9._-]+"),
    /** The code of a problem. */
    CODE("{code}", "[a-z_]+");

    private final String text;
    private final Pattern pattern;

    Placeholder(String text, String regex) {
        this.text = text;
        this.pattern = Pattern.compile(regex);
    }

    /** The regular expression with which a gateway matches the same segments. */
    String regex() {
        return pattern.pattern();
    }

    boolean matches(String segment) {
        return pattern.matcher(segment).matches();
    }

    static Placeholder of(String segment) {
        for (Placeholder placeholder : values()) {
            if (placeholder.text.equals(segment)) {
                return placeholder;
            }
        }
        throw new IllegalArgumentException("route policy: unknown placeholder " + segment);
    }
}
