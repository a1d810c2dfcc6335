// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.token.VerifiedToken;

/**
 * Who makes a request.
 *
 * @param subject the account; empty where it is not known
 * @param actor the client that acts for it; empty where none does
 */
record Caller(String subject, String actor) {
    /** Nobody who is known. */
    static final Caller UNKNOWN = new Caller("", "");

    Caller {
        requireNonNull(subject, "subject");
        requireNonNull(actor, "actor");
    }

    static Caller of(VerifiedToken token) {
        return new Caller(token.subject(), token.actor().orElse(""));
    }
}
