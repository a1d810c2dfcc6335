// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import java.util.Locale;

/** What is wrong with a proof; it goes to a log, never to the client. */
public enum Flaw {
    /** Not a signed JWT, or one whose key cannot be read or is not a public one. */
    MALFORMED,
    /** Longer than any proof by a key that is allowed. */
    TOO_LONG,
    TYPE,
    ALGORITHM,
    /** No key, one of another kind than the algorithm's, or a weak one. */
    KEY,
    SIGNATURE,
    /** Of another method. */
    METHOD,
    /** Of another URI. */
    TARGET,
    /** Too old, or of a time to come. */
    TIME,
    /** No id, or one that is too long. */
    ID,
    /** Of another access token. */
    TOKEN,
    /**
     * Without a nonce, or with one that is not this server's or too old. All else in the proof is
     * right.
     */
    NONCE;

    public String code() {
        return "proof_" + name().toLowerCase(Locale.ROOT);
    }
}
