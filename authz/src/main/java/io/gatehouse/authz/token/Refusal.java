// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import java.util.Locale;

/** The reason why a token was refused; it goes to the log, never to the client. */
public enum Refusal {
    /** Not three canonical base64url parts holding JSON objects. */
    MALFORMED,
    /** Longer than any token that idp issues. */
    TOO_LONG,
    ALGORITHM,
    TYPE,
    /** A header parameter that is not {@code alg}, {@code typ} or {@code kid}. */
    HEADER_PARAMETER,
    KEY_MISSING,
    KEY_UNKNOWN,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    /** {@code exp} is missing or not a number of seconds. */
    EXPIRY,
    EXPIRED,
    NOT_BEFORE,
    ISSUED_AT,
    LIFETIME,
    SUBJECT,
    SESSION,
    TOKEN_ID,
    ROLES,
    /** An actor without an id, or with one that no client has. */
    ACTOR,
    /** An API key without an id. */
    API_KEY,
    /** A confirmation other than the one that is understood, {@code jkt}. */
    CONFIRMATION,
    /** An optional claim of a wrong type. */
    CLAIM_TYPE,
    /** A forwarded claim with characters that no header can carry. */
    CLAIM_TEXT;

    public String code() {
        return "token_" + name().toLowerCase(Locale.ROOT);
    }
}
