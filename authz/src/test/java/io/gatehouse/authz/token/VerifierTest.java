// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.gatehouse.testkit.TestClock;
import io.gatehouse.testkit.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierTest {
    private static final TestClock CLOCK = new TestClock();
    private static final long NOW = TestClock.START.getEpochSecond();
    private static final JwkSet JWKS = TestTokens.jwkSet(TestTokens.KEY);

    private final Verifier verifier = new Verifier(TestTokens.RULES, CLOCK);

    @Test
    void verifyWhenTokenIsGenuineThenTellsItsCaller() {
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer", "admin");

        assertThat(verify(TestTokens.sign(claims)))
                .isEqualTo(
                        new Verification.Accepted(
                                new VerifiedToken(
                                        TestTokens.SUBJECT,
                                        (String) claims.get("sid"),
                                        (String) claims.get("jti"),
                                        TestTokens.KEY.getKeyID(),
                                        Set.of("customer", "admin"),
                                        TestTokens.NOT_BEFORE,
                                        NOW + 300,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
    }

    @Test
    void verifyWhenAClientActsThenTellsTheLastOne() {
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer");
        claims.put("act", Map.of("sub", "stock", "act", Map.of("sub", "books")));

        assertThat(verify(TestTokens.sign(claims)))
                .isInstanceOfSatisfying(
                        Verification.Accepted.class,
                        accepted -> assertThat(accepted.token().actor()).contains("stock"));
    }

    @Test
    void verifyWhenItWasGotForAnApiKeyThenTellsWhich() {
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer");
        claims.put("api_key", claims.get("sid"));

        assertThat(verify(TestTokens.sign(claims)))
                .isInstanceOfSatisfying(
                        Verification.Accepted.class,
                        accepted ->
                                assertThat(accepted.token().apiKey())
                                        .contains((String) claims.get("sid")));
    }

    static Stream<Arguments> acceptable() {
        return Stream.of(
                claim("issued within the skew", "iat", NOW + 30),
                claim("valid from within the skew", "nbf", NOW + 30),
                Arguments.of("expired within the skew", with(times(NOW - 100, NOW - 29))),
                Arguments.of("longest lifetime", with(times(NOW, NOW + 600))),
                claim("audience among others", "aud", List.of("other", "gatehouse")),
                Arguments.of("no roles", with(roles(List.of(), ""))),
                Arguments.of("as many roles as there may be", with(manyRoles(64))),
                claim(
                        "a client that acts for the person",
                        "act",
                        Map.of("sub", "stock", "act", Map.of("sub", "books"))),
                claim("signed in at the epoch", "auth_time", 0),
                claim("signed in at the end of time", "auth_time", Integer.MAX_VALUE * 4L),
                without("preferred_username"),
                without("email"),
                without("scope"),
                without("client_id"),
                without("auth_time"),
                without("account_not_before"),
                without("groups"),
                without("email_verified"),
                claim("a name of printable ASCII", "preferred_username", " !~"),
                claim("an empty name", "preferred_username", ""),
                claim("bound to a key", "cnf", Map.of("jkt", "k".repeat(43))),
                claim("a claim of tomorrow", "acr", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acceptable")
    void verifyWhenAllowedVariantThenAccepts(String name, UnaryOperator<Map<String, Object>> edit) {
        assertThat(verify(TestTokens.sign(edit.apply(TestTokens.claims(CLOCK, "customer")))))
                .isInstanceOf(Verification.Accepted.class);
    }

    static Stream<Arguments> badClaims() {
        return Stream.of(
                bad(Refusal.ISSUER, "iss", "https://evil.test"),
                bad(Refusal.ISSUER, "iss", TestTokens.ISSUER + "/"),
                bad(Refusal.ISSUER, "iss", List.of(TestTokens.ISSUER)),
                missing(Refusal.ISSUER, "iss"),
                bad(Refusal.AUDIENCE, "aud", "other"),
                bad(Refusal.AUDIENCE, "aud", List.of("other")),
                bad(Refusal.AUDIENCE, "aud", List.of()),
                bad(Refusal.AUDIENCE, "aud", List.of("gatehouse", 1)),
                bad(Refusal.AUDIENCE, "aud", Map.of("gatehouse", true)),
                missing(Refusal.AUDIENCE, "aud"),
                missing(Refusal.EXPIRY, "exp"),
                bad(Refusal.EXPIRY, "exp", Long.toString(NOW + 300)),
                bad(Refusal.EXPIRY, "exp", NOW + 300.5),
                bad(Refusal.EXPIRY, "exp", -1),
                bad(Refusal.EXPIRY, "exp", Long.MAX_VALUE),
                bad(Refusal.EXPIRY, "exp", 1e30),
                Arguments.of(
                        Refusal.EXPIRED, "just over the skew", with(times(NOW - 200, NOW - 30))),
                Arguments.of(Refusal.EXPIRED, "long ago", with(times(NOW - 2000, NOW - 1700))),
                bad(Refusal.ISSUED_AT, "iat", NOW + 31),
                bad(Refusal.ISSUED_AT, "iat", "now"),
                missing(Refusal.ISSUED_AT, "iat"),
                bad(Refusal.NOT_BEFORE, "nbf", NOW + 31),
                bad(Refusal.NOT_BEFORE, "nbf", "soon"),
                Arguments.of(Refusal.LIFETIME, "601 s", with(times(NOW, NOW + 601))),
                Arguments.of(Refusal.LIFETIME, "none", with(times(NOW, NOW))),
                Arguments.of(Refusal.LIFETIME, "negative", with(times(NOW, NOW - 10))),
                missing(Refusal.SUBJECT, "sub"),
                bad(Refusal.SUBJECT, "sub", "alice"),
                bad(Refusal.SUBJECT, "sub", "1-1-1-1-1"),
                bad(Refusal.SUBJECT, "sub", TestTokens.SUBJECT.toUpperCase(java.util.Locale.ROOT)),
                bad(Refusal.SUBJECT, "sub", TestTokens.SUBJECT + "\n"),
                bad(Refusal.SUBJECT, "sub", 42),
                missing(Refusal.SESSION, "sid"),
                bad(Refusal.SESSION, "sid", ""),
                bad(Refusal.SESSION, "sid", "a b"),
                bad(Refusal.SESSION, "sid", "x".repeat(129)),
                missing(Refusal.TOKEN_ID, "jti"),
                bad(Refusal.TOKEN_ID, "jti", 7),
                bad(Refusal.TOKEN_ID, "jti", "a\r\nb"),
                missing(Refusal.ROLES, "roles"),
                missing(Refusal.ROLES, "role"),
                Arguments.of(Refusal.ROLES, "one role too many", with(manyRoles(65))),
                bad(Refusal.ROLES, "roles", "customer"),
                bad(Refusal.ROLES, "roles", List.of(1)),
                bad(Refusal.ROLES, "roles", List.of("customer admin")),
                bad(Refusal.ROLES, "roles", Arrays.asList("customer", null)),
                bad(Refusal.ROLES, "roles", List.of("customer", "admin")),
                bad(Refusal.ROLES, "role", "customer admin"),
                bad(Refusal.ROLES, "role", List.of("customer")),
                bad(Refusal.ACTOR, "act", "stock"),
                bad(Refusal.ACTOR, "act", Map.of()),
                bad(Refusal.ACTOR, "act", List.of(Map.of("sub", "stock"))),
                bad(Refusal.ACTOR, "act", Map.of("sub", 1)),
                bad(Refusal.ACTOR, "act", Map.of("sub", "")),
                bad(Refusal.ACTOR, "act", Map.of("sub", "a b")),
                bad(Refusal.ACTOR, "act", Map.of("sub", "a\nb")),
                bad(Refusal.ACTOR, "act", Map.of("sub", "s".repeat(129))),
                bad(Refusal.ACTOR, "act", Map.of("act", Map.of("sub", "stock"))),
                bad(Refusal.API_KEY, "api_key", true),
                bad(Refusal.API_KEY, "api_key", 1),
                bad(Refusal.API_KEY, "api_key", ""),
                bad(Refusal.API_KEY, "api_key", "a b"),
                bad(Refusal.API_KEY, "api_key", List.of("a")),
                bad(Refusal.API_KEY, "api_key", Map.of("id", "a")),
                bad(Refusal.CONFIRMATION, "cnf", "k".repeat(43)),
                bad(Refusal.CONFIRMATION, "cnf", Map.of()),
                bad(Refusal.CONFIRMATION, "cnf", List.of(Map.of("jkt", "k".repeat(43)))),
                bad(Refusal.CONFIRMATION, "cnf", Map.of("jkt", 1)),
                bad(Refusal.CONFIRMATION, "cnf", Map.of("jkt", "k".repeat(42))),
                bad(Refusal.CONFIRMATION, "cnf", Map.of("jkt", "=".repeat(43))),
                bad(Refusal.CONFIRMATION, "cnf", Map.of("x5t#S256", "k".repeat(43))),
                bad(
                        Refusal.CONFIRMATION,
                        "cnf",
                        Map.of("jkt", "k".repeat(43), "x5t#S256", "k".repeat(43))),
                bad(Refusal.CLAIM_TYPE, "preferred_username", List.of("alice")),
                bad(Refusal.CLAIM_TYPE, "email", 1),
                bad(Refusal.CLAIM_TYPE, "scope", List.of("openid")),
                bad(Refusal.CLAIM_TYPE, "client_id", true),
                bad(Refusal.ROLES, "groups", List.of()),
                bad(Refusal.ROLES, "groups", List.of("customer", "admin")),
                bad(Refusal.ROLES, "groups", "customer"),
                bad(Refusal.CLAIM_TYPE, "auth_time", "yesterday"),
                bad(Refusal.CLAIM_TYPE, "auth_time", Integer.MAX_VALUE * 4L + 1),
                bad(Refusal.CLAIM_TYPE, "account_not_before", "7"),
                bad(Refusal.CLAIM_TYPE, "account_not_before", -1),
                bad(Refusal.CLAIM_TYPE, "account_not_before", 7.5),
                bad(Refusal.CLAIM_TYPE, "email_verified", "false"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "alice\r\nx-user-role: admin"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "alice\n"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "al\u0000ice"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "al\tice"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "al\u007fice"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "jos\u00e9"),
                bad(Refusal.CLAIM_TEXT, "preferred_username", "x".repeat(257)),
                bad(Refusal.CLAIM_TEXT, "email", "a@stra\u00dfe.example"),
                bad(Refusal.CLAIM_TEXT, "email", "a@b.org\r"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badClaims")
    void verifyWhenClaimIsBadThenRefuses(
            Refusal expected, String name, UnaryOperator<Map<String, Object>> edit) {
        assertThat(verify(TestTokens.sign(edit.apply(TestTokens.claims(CLOCK, "customer")))))
                .isEqualTo(new Verification.Refused(expected));
    }

    static Stream<Arguments> badHeaders() throws JOSEException {
        URI evil = URI.create("https://evil.test/jwks.json");
        return Stream.of(
                Arguments.of(Refusal.HEADER_PARAMETER, header().jwkURL(evil)),
                Arguments.of(Refusal.HEADER_PARAMETER, header().x509CertURL(evil)),
                Arguments.of(Refusal.HEADER_PARAMETER, header().jwk(TestTokens.KEY.toPublicJWK())),
                Arguments.of(
                        Refusal.HEADER_PARAMETER,
                        header().x509CertChain(List.of(Base64.encode("certificate")))),
                Arguments.of(Refusal.HEADER_PARAMETER, header().criticalParams(Set.of("b64"))),
                Arguments.of(Refusal.HEADER_PARAMETER, header().contentType("JWT")),
                Arguments.of(Refusal.HEADER_PARAMETER, header().customParam("zip", "DEF")),
                Arguments.of(Refusal.TYPE, header().type(JOSEObjectType.JWT)),
                Arguments.of(Refusal.TYPE, header().type(new JOSEObjectType("logout+jwt"))),
                Arguments.of(Refusal.TYPE, header().type(new JOSEObjectType("AT+JWT"))),
                Arguments.of(Refusal.TYPE, header().type(null)),
                Arguments.of(Refusal.KEY_MISSING, header().keyID(null)),
                Arguments.of(Refusal.KEY_MISSING, header().keyID("")),
                Arguments.of(Refusal.KEY_UNKNOWN, header().keyID("nobody")),
                Arguments.of(Refusal.KEY_UNKNOWN, header().keyID(TestTokens.OTHER_KEY.getKeyID())),
                Arguments.of(Refusal.KEY_UNKNOWN, header().keyID("../../etc/passwd")));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("badHeaders")
    void verifyWhenHeaderIsBadThenRefuses(Refusal expected, JWSHeader.Builder header) {
        String token =
                Tokens.sign(header.build(), TestTokens.claims(CLOCK, "customer"), TestTokens.KEY);

        assertThat(verify(token)).isEqualTo(new Verification.Refused(expected));
    }

    static Stream<Arguments> otherAlgorithms() {
        return Stream.of("RS384", "RS512", "PS256", "PS512").map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("otherAlgorithms")
    void verifyWhenAnotherRsaAlgorithmThenRefuses(String algorithm) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(TestTokens.KEY.getKeyID())
                        .build();

        assertThat(verify(Tokens.sign(header, TestTokens.claims(CLOCK), TestTokens.KEY)))
                .isEqualTo(new Verification.Refused(Refusal.ALGORITHM));
    }

    @Test
    void verifyWhenHs256WithThePublicKeyThenRefuses() throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(TestTokens.KEY.getKeyID())
                        .build();
        String payload = JSONObjectUtils.toJSONString(TestTokens.claims(CLOCK, "admin"));
        byte[][] secrets = {
            TestTokens.KEY.toRSAPublicKey().getEncoded(), TestTokens.jwks(TestTokens.KEY)
        };

        for (byte[] secret : secrets) {
            assertThat(verify(Tokens.sign(header, payload, new MACSigner(secret))))
                    .isEqualTo(new Verification.Refused(Refusal.ALGORITHM));
        }
    }

    static Stream<String> algorithmSpellings() {
        return Stream.of("\"none\"", "\"None\"", "\"rs256\"", "\"\"", "null", "[\"RS256\"]", "256");
    }

    @ParameterizedTest
    @MethodSource("algorithmSpellings")
    void verifyWhenAlgorithmIsNotSpelledRs256ThenRefuses(String algorithm) {
        String header =
                "{\"alg\":"
                        + algorithm
                        + ",\"typ\":\"at+jwt\",\"kid\":\""
                        + TestTokens.KEY.getKeyID()
                        + "\"}";
        String payload = JSONObjectUtils.toJSONString(TestTokens.claims(CLOCK, "admin"));

        assertThat(verify(Base64URL.encode(header) + "." + Base64URL.encode(payload) + "."))
                .isEqualTo(new Verification.Refused(Refusal.ALGORITHM));
    }

    static Stream<Arguments> broken() {
        String token = TestTokens.token(CLOCK, "customer");
        String[] parts = token.split("\\.", -1);
        String admin = JSONObjectUtils.toJSONString(TestTokens.claims(CLOCK, "admin"));
        String header = Tokens.header(TestTokens.KEY).build().toString();
        String twice = header.replaceFirst("\\{", "{\"alg\":\"none\",");
        char last = token.charAt(token.length() - 1);
        return Stream.of(
                Arguments.of(
                        "other payload",
                        Refusal.SIGNATURE,
                        parts[0] + "." + Base64URL.encode(admin) + "." + parts[2]),
                Arguments.of("no signature", Refusal.SIGNATURE, parts[0] + "." + parts[1] + "."),
                Arguments.of(
                        "short signature",
                        Refusal.SIGNATURE,
                        parts[0] + "." + parts[1] + "." + parts[2].substring(0, 340)),
                Arguments.of(
                        "signature of zeros",
                        Refusal.SIGNATURE,
                        parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[256])),
                Arguments.of(
                        "another key",
                        Refusal.SIGNATURE,
                        Tokens.sign(
                                Tokens.header(TestTokens.KEY).build(),
                                TestTokens.claims(CLOCK, "admin"),
                                TestTokens.OTHER_KEY)),
                Arguments.of(
                        "stray last bits",
                        Refusal.MALFORMED,
                        token.substring(0, token.length() - 1) + (char) (last + 1)),
                Arguments.of("padding", Refusal.MALFORMED, token + "=="),
                Arguments.of("cut off", Refusal.MALFORMED, parts[0] + "." + parts[1]),
                Arguments.of("four parts", Refusal.MALFORMED, token + ".x"),
                Arguments.of("encrypted", Refusal.MALFORMED, "a.b.c.d.e"),
                Arguments.of("empty", Refusal.MALFORMED, ""),
                Arguments.of("dots", Refusal.MALFORMED, ".."),
                Arguments.of("no header", Refusal.MALFORMED, "." + parts[1] + "." + parts[2]),
                Arguments.of("not ASCII", Refusal.MALFORMED, "ä" + token),
                Arguments.of("spaces", Refusal.MALFORMED, " " + token),
                Arguments.of("line break", Refusal.SIGNATURE, token.replaceFirst("\\.", ".\n")),
                Arguments.of("standard base64", Refusal.MALFORMED, "+/" + token),
                Arguments.of(
                        "header no object",
                        Refusal.MALFORMED,
                        Base64URL.encode("[]") + "." + parts[1] + "." + parts[2]),
                Arguments.of(
                        "header twice",
                        Refusal.MALFORMED,
                        Base64URL.encode(twice) + "." + parts[1] + "." + parts[2]),
                Arguments.of(
                        "header and more",
                        Refusal.MALFORMED,
                        Base64URL.encode(header + "{}") + "." + parts[1] + "." + parts[2]),
                Arguments.of(
                        "header not UTF-8",
                        Refusal.MALFORMED,
                        Base64URL.encode(new byte[] {'{', (byte) 0xff, '}'})
                                + "."
                                + parts[1]
                                + "."),
                Arguments.of(
                        "header UTF-16",
                        Refusal.MALFORMED,
                        Base64URL.encode(header.getBytes(StandardCharsets.UTF_16))
                                + "."
                                + parts[1]
                                + "."
                                + parts[2]),
                Arguments.of(
                        "deep nesting",
                        Refusal.MALFORMED,
                        Base64URL.encode("{\"a\":" + "[".repeat(3000)) + ".e30.e30"),
                Arguments.of("as long as may be", Refusal.MALFORMED, "e".repeat(8192)),
                Arguments.of("too long", Refusal.TOO_LONG, "e".repeat(8193)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void verifyWhenTokenIsBrokenThenRefuses(String name, Refusal expected, String token) {
        assertThat(verify(token)).isEqualTo(new Verification.Refused(expected));
    }

    static Stream<String> signedNonsense() {
        return Stream.of("", "[]", "null", "{", "{}{}", "{\"iss\":\"a\",\"iss\":\"b\"}");
    }

    @ParameterizedTest
    @MethodSource("signedNonsense")
    void verifyWhenSignedPayloadIsNoObjectThenRefuses(String payload) throws JOSEException {
        String token = Tokens.sign(header().build(), payload, new RSASSASigner(TestTokens.KEY));

        assertThat(verify(token)).isEqualTo(new Verification.Refused(Refusal.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "60, true", "61, false", "-1, false"})
    void rulesWhenSkewIsOfAnyLengthThenUpToAMinute(int seconds, boolean taken) {
        assertThat(starts("i", "a", Duration.ofSeconds(seconds))).isEqualTo(taken);
    }

    @Test
    void rulesWhenIssuerOrAudienceIsBlankThenRefusesToStart() {
        assertThat(starts(" ", "a", Duration.ZERO)).isFalse();
        assertThat(starts("i", "", Duration.ZERO)).isFalse();
    }

    private static boolean starts(String issuer, String audience, Duration skew) {
        try {
            return audience.equals(
                    new TokenRules(issuer, audience, skew, Duration.ofMinutes(5)).audience());
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private Verification verify(String token) {
        return verifier.verify(token, JWKS);
    }

    private static JWSHeader.Builder header() {
        return Tokens.header(TestTokens.KEY);
    }

    private static UnaryOperator<Map<String, Object>> with(Map<String, Object> changes) {
        return claims -> {
            claims.putAll(changes);
            return claims;
        };
    }

    private static Map<String, Object> times(long issuedAt, long expiresAt) {
        return Map.of("iat", issuedAt, "exp", expiresAt);
    }

    private static Map<String, Object> manyRoles(int count) {
        List<String> roles = IntStream.range(0, count).mapToObj(i -> "r" + i).toList();
        return roles(roles, String.join(" ", roles));
    }

    private static Map<String, Object> roles(List<String> roles, String role) {
        return Map.of("roles", roles, "groups", roles, "role", role);
    }

    private static Arguments claim(String name, String claim, Object value) {
        return Arguments.of(name, with(Map.of(claim, value)));
    }

    private static Arguments without(String claim) {
        return Arguments.of("without " + claim, removing(claim));
    }

    private static Arguments bad(Refusal expected, String claim, Object value) {
        return Arguments.of(expected, claim + " = " + value, with(Map.of(claim, value)));
    }

    private static Arguments missing(Refusal expected, String claim) {
        return Arguments.of(expected, "no " + claim, removing(claim));
    }

    private static UnaryOperator<Map<String, Object>> removing(String claim) {
        return claims -> {
            Map<String, Object> less = new HashMap<>(claims);
            less.remove(claim);
            return less;
        };
    }
}
