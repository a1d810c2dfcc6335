// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import java.util.regex.Pattern;

/** What may stand for one variable segment of a path. */
enum Placeholder {
    /** An id of ours; narrow enough that no word such as {@code admin} is taken for one. */
    ID("{id}", "[0-9A-Fa-f-]+"),
    /** The id of a signing key: a SHA-256 thumbprint in base64url (RFC 7638). */
    KID("{kid}", "[A-Za-z0-9_-]{43}"),
    /** A file of a folder. */
    FILE("{file}", "[A-Za-z0-9._-]+"),
    /** The code of a problem. */
    CODE("{code}", "[a-z_]+");

    private final String text;
    private final Pattern pattern;

    Placeholder(String text, String regex) {
        this.text = text;
        this.pattern = Pattern.compile(regex);
    }

    /** The regular expression a gateway must use for the same meaning. */
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
