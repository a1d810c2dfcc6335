// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

/** Chooses the verifier of a public key by what kind of key it is, never by what a token says. */
public final class Verifiers {

    private Verifiers() {}

    /**
     * The verifier of a key, its private half left aside.
     *
     * @throws JOSEException if nothing is verified by a key of this kind
     */
    public static JWSVerifier of(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            case ECKey curve -> new ECDSAVerifier(curve);
            case OctetKeyPair pair -> new EdDsaVerifier(pair);
            default -> throw new JOSEException("no key for signatures: " + key.getKeyType());
        };
    }
}
