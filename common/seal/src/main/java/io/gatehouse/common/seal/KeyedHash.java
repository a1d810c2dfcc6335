// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) with a separate key for each purpose, derived as in RFC 5869. */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    private KeyedHash(SecretKey key) {
        this.key = key;
    }

    /** Parses the key from the content of the configured file: 32 bytes in base64. */
    public static KeyedHash parse(String base64) {
        return of(KeyMaterial.decode(base64, 32));
    }

    public static KeyedHash of(byte[] key) {
        return new KeyedHash(new SecretKeySpec(key, ALGORITHM));
    }

    /** A hash for one purpose only, so that its values are useless for any other. */
    public KeyedHash purpose(String label) {
        return of(hash(label));
    }

    public byte[] hash(String text) {
        return hash(text.getBytes(UTF_8));
    }

    public byte[] hash(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }
}
