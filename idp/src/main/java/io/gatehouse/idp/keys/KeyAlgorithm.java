// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import java.util.Arrays;

/**
 * The algorithm of a signing key (RFC 7518 section 3.1); each has keys of its own, with their own
 * states. A verifier may choke on a whole set for one kind of key that it does not know, so only
 * kinds are here that all known verifiers read.
 */
public enum KeyAlgorithm {
    /** RSA of 2048 bits. All access tokens are signed so, since the gate takes nothing else. */
    RS256,
    /** EC on P-256, for ID tokens of clients that ask for it. */
    ES256,
    /** Ed25519 (RFC 8037), for ID tokens of clients that ask for it. */
    EdDSA;

    static boolean isKnown(String name) {
        return Arrays.stream(values()).anyMatch(algorithm -> algorithm.name().equals(name));
    }

    /** That of a signing key, which says it. */
    static KeyAlgorithm of(JWK key) {
        return valueOf(key.getAlgorithm().getName());
    }

    /** As headers and metadata name it. */
    public JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }
}
