// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes tokens (RFC 7515): those that an issuer of access tokens would sign, with every part open
 * to be made wrong; and takes them apart.
 */
public final class Tokens {
    private Tokens() {}

    public static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public halves as a JWK set (RFC 7517). */
    public static String jwks(RSAKey... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    /** The claims of an access token of a new subject, good for five minutes; to be changed. */
    public static Map<String, Object> claims(String issuer, Instant now, String... roles) {
        long seconds = now.getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("aud", "gatehouse");
        claims.put("exp", seconds + 300);
        claims.put("iat", seconds);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("auth_time", seconds);
        claims.put("account_not_before", 0L);
        claims.put("client_id", "gatehouse");
        claims.put("scope", "openid");
        claims.put("preferred_username", "alice");
        claims.put("email", "alice@example.com");
        claims.put("email_verified", false);
        claims.put("roles", List.of(roles));
        claims.put("groups", List.of(roles));
        claims.put("role", String.join(" ", roles));
        return claims;
    }

    /** The header of an access token (RFC 9068); to be changed. */
    public static JWSHeader.Builder header(RSAKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    public static String sign(Map<String, Object> claims, RSAKey key) {
        return sign(header(key).build(), claims, key);
    }

    public static String sign(JWSHeader header, Map<String, Object> claims, RSAKey key) {
        return sign(header, Json.write(claims), signer(key));
    }

    public static String sign(JWSHeader header, String payload, JWSSigner signer) {
        return sign(header.toString(), payload, header.getAlgorithm(), signer);
    }

    /** Signs whatever the header says. */
    public static String sign(
            String header, String payload, JWSAlgorithm algorithm, JWSSigner signer) {
        String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
        try {
            byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
            return input + "." + signer.sign(new JWSHeader(algorithm), bytes);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token says of itself. */
    public static JsonNode header(String token) {
        return part(token, 0);
    }

    /** What a token claims. */
    public static JsonNode payload(String token) {
        return part(token, 1);
    }

    private static JsonNode part(String token, int index) {
        return Json.read(new Base64URL(token.split("\\.", -1)[index]).decodeToString());
    }
}
