// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

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
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes the tokens idp would sign, and those it never would. */
public final class TestTokens {
    public static final String ISSUER = "https://gate.test:8443";
    public static final TokenRules RULES =
            new TokenRules(ISSUER, "gatehouse", Duration.ofSeconds(30), Duration.ofMinutes(10));
    public static final String SUBJECT = "0f8fad5b-d9cb-469f-a165-70867728950e";
    public static final RSAKey KEY = key();
    public static final RSAKey OTHER_KEY = key();

    /** What tokens of these claims carry of their account. */
    public static final long NOT_BEFORE = 7;

    private TestTokens() {}

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

    /** The public document idp would serve for these keys. */
    public static byte[] jwks(RSAKey... keys) {
        return new JWKSet(List.of(keys)).toString().getBytes(StandardCharsets.UTF_8);
    }

    public static JwkSet jwkSet(RSAKey... keys) {
        try {
            return JwkSet.empty().with(JwkSetReader.read(jwks(keys)));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, Object> claims(Clock clock, String... roles) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", SUBJECT);
        claims.put("aud", "gatehouse");
        claims.put("exp", now + 300);
        claims.put("iat", now);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("auth_time", now);
        claims.put("account_not_before", NOT_BEFORE);
        claims.put("client_id", "gatehouse");
        claims.put("scope", "openid");
        claims.put("preferred_username", "alice");
        claims.put("email", "alice@shop.test");
        claims.put("email_verified", false);
        claims.put("roles", new ArrayList<>(List.of(roles)));
        claims.put("groups", new ArrayList<>(List.of(roles)));
        claims.put("role", String.join(" ", roles));
        return claims;
    }

    public static JWSHeader.Builder header(RSAKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    public static String sign(Map<String, Object> claims) {
        return sign(header(KEY).build(), claims, KEY);
    }

    public static String sign(JWSHeader header, Map<String, Object> claims, RSAKey key) {
        try {
            return sign(header, JSONObjectUtils.toJSONString(claims), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(JWSHeader header, String payload, JWSSigner signer) {
        try {
            String input = header.toBase64URL() + "." + Base64URL.encode(payload);
            return input + "." + signer.sign(header, input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String token(Clock clock, String... roles) {
        return sign(claims(clock, roles));
    }
}
