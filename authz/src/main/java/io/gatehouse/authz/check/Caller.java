// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.token.VerifiedToken;

/**
 * Who makes a request.
 *
 * @param subject the account; empty where it is not known
 * @param actor the client that acts for it; empty where none does
 * @param apiKey the id of the API key that the account's owner has given for it; empty without one
 */
record Caller(String subject, String actor, String apiKey) {
    /** Nobody who is known. */
    static final Caller UNKNOWN = new Caller("", "", "");

    Caller {
        requireNonNull(subject, "subject");
        requireNonNull(actor, "actor");
        requireNonNull(apiKey, "apiKey");
    }

    static Caller of(VerifiedToken token) {
        return new Caller(token.subject(), token.actor().orElse(""), token.apiKey().orElse(""));
    }
}
