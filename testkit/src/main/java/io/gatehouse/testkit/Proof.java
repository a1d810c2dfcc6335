// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A proof that a client has a key (RFC 9449 section 4.2), as it should be unless a test changes it.
 *
 * @param key that signs
 * @param algorithm that signs
 * @param header as it is sent
 */
public record Proof(
        JWK key, JWSAlgorithm algorithm, Map<String, Object> header, Map<String, Object> claims) {

    /** A new one for a request, issued at this time. */
    public static Proof of(JWK key, String method, String uri, Instant now) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "dpop+jwt");
        header.put("jwk", key.toPublicJWK().toJSONObject());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", method);
        claims.put("htu", uri);
        claims.put("iat", now.getEpochSecond());
        JWSAlgorithm algorithm =
                switch (key) {
                    case ECKey _ -> JWSAlgorithm.ES256;
                    case OctetKeyPair _ -> JWSAlgorithm.EdDSA;
                    default -> JWSAlgorithm.RS256;
                };
        return new Proof(key, algorithm, header, claims);
    }

    /** A new key, EC P-256. */
    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thumbprint of a key (RFC 7638). */
    public static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same to be sent beside an access token. */
    public Proof forToken(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
            return with("ath", Base64URL.encode(digest).toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with another value of a claim. */
    public Proof with(String claim, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(claim, value);
        return new Proof(key, algorithm, header, changed);
    }

    /** The same without a claim. */
    public Proof without(String claim) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(claim);
        return new Proof(key, algorithm, header, changed);
    }

    /** The same with another value in the header. */
    public Proof withHeader(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(header);
        changed.put(name, value);
        return new Proof(key, algorithm, changed, claims);
    }

    /** The same without a value in the header. */
    public Proof withoutHeader(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(header);
        changed.remove(name);
        return new Proof(key, algorithm, changed, claims);
    }

    /** The same signed by a key or in a way that the header may not tell of. */
    public Proof signedBy(JWK other, JWSAlgorithm otherAlgorithm) {
        return new Proof(other, otherAlgorithm, header, claims);
    }

    /** The text of it, with a new signature. */
    public String text() {
        try {
            return text(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of it, signed by what the library that is here cannot do itself. */
    public String text(JWSSigner signer) {
        Map<String, Object> whole = new LinkedHashMap<>(header);
        whole.putIfAbsent("alg", algorithm.getName());
        return Tokens.sign(Json.write(whole), Json.write(claims), algorithm, signer);
    }

    /** Omits the key, which is a private one. */
    @Override
    public String toString() {
        return header + " " + claims;
    }
}
