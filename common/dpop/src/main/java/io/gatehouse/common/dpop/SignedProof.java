// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.jose.Ed25519Keys;
import io.gatehouse.common.jose.Verifiers;
import java.math.BigInteger;
import java.text.ParseException;

/**
 * A proof that the key within it has signed (RFC 9449 section 4.2). That proves nothing until the
 * thumbprint of the key is compared with something, and the claims are judged.
 *
 * @param thumbprint of the key
 */
record SignedProof(JWTClaimsSet claims, String thumbprint) {

    /** One by an RSA key of 4096 bits has some 2,500. */
    static final int LONGEST = 4_096;

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
    private static final int LEAST_RSA_BITS = 2_048;

    /** Verifying with a larger key, or exponent, costs more than a check may. */
    private static final int MOST_RSA_BITS = 4_096;

    private static final int MOST_EXPONENT_BITS = 32;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);

    static SignedProof read(String text) throws FlawedProofException {
        demand(text.length() <= LONGEST, Flaw.TOO_LONG);
        try {
            SignedJWT proof = SignedJWT.parse(text);
            JWSHeader header = proof.getHeader();
            demand(TYPE.equals(header.getType()), Flaw.TYPE);
            demand(ProofRules.ALGORITHMS.contains(header.getAlgorithm()), Flaw.ALGORITHM);
            demand(header.getCriticalParams() == null, Flaw.MALFORMED);
            demand(header.isBase64URLEncodePayload(), Flaw.MALFORMED);
            // Nimbus reads no header with a private key.
            JWK key = header.getJWK();
            demand(key != null && fits(key, header), Flaw.KEY);
            demand(proof.verify(Verifiers.of(key)), Flaw.SIGNATURE);
            return new SignedProof(proof.getJWTClaimsSet(), key.computeThumbprint().toString());
        } catch (ParseException | IllegalArgumentException | NullPointerException e) {
            // Nimbus 10.10 throws the last for a header that is the JSON null.
            throw new FlawedProofException(Flaw.MALFORMED, e);
        } catch (JOSEException e) {
            throw new FlawedProofException(Flaw.SIGNATURE, e);
        }
    }

    private static boolean fits(JWK key, JWSHeader header) {
        return KeyType.forAlgorithm(header.getAlgorithm()).equals(key.getKeyType())
                && switch (key) {
                    // That the point lies on the curve is what reading it has shown.
                    case ECKey curve -> Curve.P_256.equals(curve.getCurve());
                    case RSAKey rsa -> isStrong(rsa);
                    case OctetKeyPair pair -> Ed25519Keys.isSafe(pair);
                    default -> false;
                };
    }

    private static boolean isStrong(RSAKey key) {
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        return key.size() >= LEAST_RSA_BITS
                && key.size() <= MOST_RSA_BITS
                && exponent.compareTo(LEAST_EXPONENT) >= 0
                && exponent.bitLength() <= MOST_EXPONENT_BITS
                && exponent.testBit(0);
    }

    private static void demand(boolean held, Flaw otherwise) throws FlawedProofException {
        if (!held) {
            throw new FlawedProofException(otherwise);
        }
    }
}
