// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Keys on the curve Ed25519, as JWKs (RFC 8037 section 2) and as those of the JDK. */
public final class Ed25519Keys {

    static final String ALGORITHM = "Ed25519";

    private static final int LENGTH = 32;

    private static final BigInteger PRIME =
            BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /**
     * The heights of the eight points of small order. With such a key anybody can sign (RFC 8032
     * section 8.9, RFC 8725 section 3.4).
     */
    private static final Set<BigInteger> OF_SMALL_ORDER =
            Set.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    PRIME.subtract(BigInteger.ONE),
                    height("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7"),
                    height("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826"));

    private Ed25519Keys() {}

    private static BigInteger height(String hex) {
        return new BigInteger(hex, 16);
    }

    /** Generates a key pair; the JWK says nothing but the key. */
    public static OctetKeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] secret =
                    ((EdECPrivateKey) pair.getPrivate())
                            .getBytes()
                            .orElseThrow(() -> new IllegalStateException("the key is not here"));
            byte[] open = encoded(((EdECPublicKey) pair.getPublic()).getPoint());
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(open))
                    .d(Base64URL.encode(secret))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no key can be generated on Ed25519", e);
        }
    }

    /** Whether a key is of this curve, and a point with which not just anybody can sign. */
    public static boolean isSafe(OctetKeyPair key) {
        if (!Curve.Ed25519.equals(key.getCurve()) || key.getDecodedX().length != LENGTH) {
            return false;
        }
        BigInteger y = point(key.getDecodedX()).getY();
        return y.compareTo(PRIME) < 0 && !OF_SMALL_ORDER.contains(y);
    }

    static PublicKey open(OctetKeyPair key) throws JOSEException {
        if (!isSafe(key)) {
            throw new JOSEException("no safe key on Ed25519");
        }
        return key(factory ->
                factory.generatePublic(
                        new EdECPublicKeySpec(
                                NamedParameterSpec.ED25519, point(key.getDecodedX()))));
    }

    static PrivateKey secret(OctetKeyPair key) throws JOSEException {
        if (!Curve.Ed25519.equals(key.getCurve()) || !key.isPrivate()) {
            throw new JOSEException("no private key on Ed25519");
        }
        return key(factory ->
                factory.generatePrivate(
                        new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.getDecodedD())));
    }

    private interface Made<K> {
        K by(KeyFactory factory) throws GeneralSecurityException;
    }

    private static <K> K key(Made<K> made) throws JOSEException {
        try {
            return made.by(KeyFactory.getInstance(ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new JOSEException(e.getMessage(), e);
        }
    }

    // RFC 8032 section 5.1.2: y in 255 bits, the least byte first, and whether x is odd in the
    // last.
    private static EdECPoint point(byte[] encoded) {
        byte[] bytes = reversed(encoded);
        boolean isOdd = bytes[0] < 0;
        bytes[0] &= Byte.MAX_VALUE;
        return new EdECPoint(isOdd, new BigInteger(1, bytes));
    }

    private static byte[] encoded(EdECPoint point) {
        byte[] y = point.getY().toByteArray();
        byte[] bytes = new byte[LENGTH];
        System.arraycopy(y, 0, bytes, LENGTH - y.length, y.length);
        if (point.isXOdd()) {
            bytes[0] |= Byte.MIN_VALUE;
        }
        return reversed(bytes);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
