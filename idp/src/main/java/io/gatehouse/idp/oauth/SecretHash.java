// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 digest of a secret of 256 random bits, which is stored in place of it. A secret that
 * nobody can guess needs no slow hash.
 */
public final class SecretHash {

    private final byte[] digest;

    private SecretHash(byte[] digest) {
        this.digest = digest;
    }

    public static SecretHash of(String secret) {
        try {
            return new SecretHash(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    /** A digest that was stored as {@link #bytes()}. */
    public static SecretHash stored(byte[] digest) {
        return new SecretHash(digest.clone());
    }

    /** Whether it is the digest of this secret, in a time that does not depend on either. */
    public boolean matches(String secret) {
        return MessageDigest.isEqual(digest, of(secret).digest);
    }

    public byte[] bytes() {
        return digest.clone();
    }
}
