// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * Parses a JWK set: RSA signature keys of 2048 to 4096 bits, each with a unique id. Other keys are
 * skipped; a set without a usable key is an error, so that it never replaces a good one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
final class JwkSetReader {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MIN_BITS = 2048;

    /** Verifying with a larger key costs more than a check may. */
    private static final int MAX_BITS = 4096;

    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
    private static final int MAX_EXPONENT_BITS = 32;

    private JwkSetReader() {}

    static Map<String, RSAPublicKey> read(byte[] json) throws IOException {
        if (json.length > MAX_BYTES) {
            throw new IOException("key set of " + json.length + " bytes");
        }
        Map<String, RSAPublicKey> keys = new HashMap<>();
        try {
            for (JWK key : JWKSet.parse(new String(json, StandardCharsets.UTF_8)).getKeys()) {
                if (key instanceof RSAKey rsa && isForSignatures(rsa)) {
                    put(keys, rsa.getKeyID(), rsa.toRSAPublicKey());
                }
            }
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new IOException("not a key set", e);
        }
        if (keys.isEmpty()) {
            throw new IOException("no usable key in the key set");
        }
        return keys;
    }

    private static void put(Map<String, RSAPublicKey> keys, String id, RSAPublicKey key)
            throws IOException {
        if (isStrong(key) && keys.put(id, key) != null) {
            throw new IOException("two keys with the same id");
        }
    }

    private static boolean isForSignatures(RSAKey key) {
        return KeyUse.SIGNATURE.equals(key.getKeyUse())
                && key.getKeyID() != null
                && !key.getKeyID().isEmpty()
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.RS256));
    }

    private static boolean isStrong(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        BigInteger exponent = key.getPublicExponent();
        return bits >= MIN_BITS
                && bits <= MAX_BITS
                && exponent.compareTo(MIN_EXPONENT) >= 0
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && exponent.testBit(0);
    }
}
