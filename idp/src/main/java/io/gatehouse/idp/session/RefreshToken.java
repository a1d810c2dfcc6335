// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A refresh token that this service has issued, as its tag proves; it may be used already. */
public record RefreshToken(UUID session, long generation, String value) {

    /** The SHA-256 digest, which is stored in place of the token. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "RefreshToken[" + session + ", " + generation + "]";
    }
}
