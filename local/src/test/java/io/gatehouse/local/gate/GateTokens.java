// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Access tokens as idp makes them, with every claim open to be made wrong. */
final class GateTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_ID = "key-1";

    private final String issuer;
    private final KeyPair keys;

    GateTokens(String issuer) {
        this.issuer = issuer;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key set with the one key of these tokens. */
    String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return json(
                Map.of(
                        "keys",
                        List.of(
                                Map.of(
                                        "kty",
                                        "RSA",
                                        "use",
                                        "sig",
                                        "alg",
                                        "RS256",
                                        "kid",
                                        KEY_ID,
                                        "n",
                                        unsigned(key.getModulus()),
                                        "e",
                                        unsigned(key.getPublicExponent())))));
    }

    /** A valid token of a new subject. */
    String of(String... roles) {
        return sign("at+jwt", claims(roles));
    }

    /** The claims of a valid token, to be changed. */
    Map<String, Object> claims(String... roles) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("aud", "gatehouse");
        claims.put("exp", now + 300);
        claims.put("iat", now);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("account_not_before", 0);
        claims.put("preferred_username", "alice");
        claims.put("email", "alice@example.com");
        claims.put("email_verified", false);
        claims.put("roles", List.of(roles));
        claims.put("groups", List.of(roles));
        claims.put("role", String.join(" ", roles));
        return claims;
    }

    /** A signed token of these claims; without a type it has none. */
    String sign(String type, Map<String, Object> claims) {
        Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "RS256", "kid", KEY_ID));
        if (!type.isEmpty()) {
            header.put("typ", type);
        }
        String text = base64(json(header)) + "." + base64(json(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, skip, bytes.length));
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
