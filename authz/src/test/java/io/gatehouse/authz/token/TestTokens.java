// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import com.nimbusds.jose.jwk.RSAKey;
import io.gatehouse.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Tokens of one account, from an issuer that authz trusts. */
public final class TestTokens {
    public static final String ISSUER = "https://gate.test:8443";
    public static final TokenRules RULES =
            new TokenRules(ISSUER, "gatehouse", Duration.ofSeconds(30), Duration.ofMinutes(10));
    public static final String SUBJECT = "0f8fad5b-d9cb-469f-a165-70867728950e";
    public static final RSAKey KEY = Tokens.key();
    public static final RSAKey OTHER_KEY = Tokens.key();

    /** What tokens of these claims carry of their account. */
    public static final long NOT_BEFORE = 7;

    private TestTokens() {}

    /** The public document idp would serve for these keys. */
    public static byte[] jwks(RSAKey... keys) {
        return Tokens.jwks(keys).getBytes(StandardCharsets.UTF_8);
    }

    public static JwkSet jwkSet(RSAKey... keys) {
        try {
            return JwkSet.empty().with(JwkSetReader.read(jwks(keys)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, Object> claims(Clock clock, String... roles) {
        Map<String, Object> claims = Tokens.claims(ISSUER, clock.instant(), roles);
        claims.put("sub", SUBJECT);
        claims.put("account_not_before", NOT_BEFORE);
        return claims;
    }

    public static String sign(Map<String, Object> claims) {
        return Tokens.sign(claims, KEY);
    }

    public static String token(Clock clock, String... roles) {
        return sign(claims(clock, roles));
    }
}
