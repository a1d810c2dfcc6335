// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.common.jose.Ed25519Keys;
import io.gatehouse.common.jose.Verifiers;
import io.gatehouse.idp.oauth.Offered;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys of a client that proves a private one. Each has an id of its own, by which an
 * assertion names it, and takes only signatures of its own kind.
 *
 * @param algorithms by which the client may sign
 */
record ClientKeys(JWKSet keys, Set<JWSAlgorithm> algorithms) implements ClientCredential {

    private static final int LEAST_RSA_BITS = 2_048;
    private static final int MOST_RSA_BITS = 4_096;

    /** The last is that of draft-ietf-oauth-rfc7523bis; what a key signs otherwise has others. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(
                    null, JOSEObjectType.JWT, new JOSEObjectType("client-authentication+jwt"));

    ClientKeys {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * The keys of a client's metadata.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static ClientKeys of(OIDCClientMetadata metadata) {
        List<JWK> keys =
                Optional.ofNullable(metadata.getJWKSet()).map(JWKSet::getKeys).orElse(List.of());
        Client.require(!keys.isEmpty(), "private_key_jwt needs jwks, with a key");
        keys.forEach(ClientKeys::demandSafe);
        Client.require(
                keys.stream().map(JWK::getKeyID).distinct().count() == keys.size(),
                "two keys of jwks have the same kid");
        List<JWSAlgorithm> algorithms =
                Optional.ofNullable(metadata.getTokenEndpointAuthJWSAlg())
                        .map(List::of)
                        .orElse(Offered.ASSERTION_ALGORITHMS);
        Client.require(
                Offered.ASSERTION_ALGORITHMS.containsAll(algorithms),
                "token_endpoint_auth_signing_alg is not offered");
        Client.require(
                algorithms.stream()
                        .anyMatch(
                                algorithm -> keys.stream().anyMatch(key -> takes(key, algorithm))),
                "no key of jwks is for a token_endpoint_auth_signing_alg that is offered");
        return new ClientKeys(new JWKSet(keys), Set.copyOf(algorithms));
    }

    private static void demandSafe(JWK key) {
        Client.require(!key.isPrivate(), "jwks must have public keys only");
        boolean strong =
                switch (key) {
                    case RSAKey rsa -> rsa.size() >= LEAST_RSA_BITS && rsa.size() <= MOST_RSA_BITS;
                    case ECKey curve -> Curve.P_256.equals(curve.getCurve());
                    case OctetKeyPair pair -> Ed25519Keys.isSafe(pair);
                    default -> false;
                };
        Client.require(
                strong,
                "a key of jwks must be RSA of 2048 to 4096 bits, or of curve P-256 or Ed25519");
        Client.require(
                key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()),
                "a key of jwks must be for signatures");
        Client.require(key.getKeyID() != null, "a key of jwks must have a kid");
    }

    private static boolean takes(JWK key, JWSAlgorithm algorithm) {
        return KeyType.forAlgorithm(algorithm).equals(key.getKeyType())
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }

    /**
     * The claims of an assertion that one of the keys has signed; empty for any other. Their
     * meaning, and the time, are for the caller to judge.
     */
    Optional<JWTClaimsSet> verify(SignedJWT assertion) {
        JWSHeader header = assertion.getHeader();
        try {
            TYPES.verify(header.getType(), null);
            if (!algorithms.contains(header.getAlgorithm())) {
                return Optional.empty();
            }
            // Each fits the kind that the algorithm asks for, and the kid if one is named.
            for (JWK key : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys)) {
                if (assertion.verify(Verifiers.of(key))) {
                    return Optional.of(assertion.getJWTClaimsSet());
                }
            }
            return Optional.empty();
        } catch (BadJOSEException | JOSEException | ParseException e) {
            return Optional.empty();
        }
    }
}
