// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.common.jose.EdDsaSigner;
import io.gatehouse.idp.IdpServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An assertion by which a client authenticates (RFC 7523), as it should be unless a test changes
 * it.
 */
public record Assertion(
        JWK key,
        JWSAlgorithm algorithm,
        Optional<String> kid,
        Optional<String> type,
        Map<String, Object> claims) {

    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** A new one, good for a minute. */
    public static Assertion of(String client, JWK key, JWSAlgorithm algorithm) {
        return new Assertion(
                key,
                algorithm,
                Optional.of(key.getKeyID()),
                Optional.empty(),
                Map.of(
                        "iss",
                        client,
                        "sub",
                        client,
                        "aud",
                        IdpServer.ISSUER,
                        "exp",
                        secondsFromNow(60),
                        "jti",
                        UUID.randomUUID().toString()));
    }

    /** A new one of the client that has two keys. */
    public static Assertion ofSigner() {
        return of(Clients.SIGNER, Clients.SIGNER_EC, JWSAlgorithm.ES256);
    }

    public static long secondsFromNow(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    /** The same with another value of a claim. */
    public Assertion with(String claim, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(claim, value);
        return new Assertion(key, algorithm, kid, type, changed);
    }

    /** The same without a claim. */
    public Assertion without(String claim) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(claim);
        return new Assertion(key, algorithm, kid, type, changed);
    }

    /** The same signed by another key, which has another name or none. */
    public Assertion signedBy(JWK other, JWSAlgorithm otherAlgorithm, Optional<String> otherKid) {
        return new Assertion(other, otherAlgorithm, otherKid, type, claims);
    }

    /** The same of another type. */
    public Assertion typed(String other) {
        return new Assertion(key, algorithm, kid, Optional.of(other), claims);
    }

    /** The text of it, with a new signature. */
    public String text() {
        JWSHeader.Builder header = new JWSHeader.Builder(algorithm);
        kid.ifPresent(header::keyID);
        type.map(JOSEObjectType::new).ifPresent(header::type);
        try {
            JWSObject token = new JWSObject(header.build(), new Payload(claims));
            token.sign(
                    key instanceof OctetKeyPair pair
                            ? new EdDsaSigner(pair)
                            : new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request of the client, authenticated. */
    public Form on(Form request) {
        return on(request, text());
    }

    /** A request with this text as the assertion. */
    public static Form on(Form request, String text) {
        return request.with("client_assertion_type", TYPE, "client_assertion", text);
    }

    /** Omits the key, which is a private one. */
    @Override
    public String toString() {
        return algorithm + " " + claims;
    }
}
