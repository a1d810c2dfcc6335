// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.testkit.Tokens;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is taken for a token and what is not (RFC 8725).
 *
 * <p>The suite cannot sign as the idp and does not wait five minutes, so the claims of a
 * well-signed token that has expired are tested in {@code authz}; here every forgery meets both
 * verifiers of the gate.
 */
@EndToEnd
@Order(11)
class TokensE2E {
    private final Target target;

    TokensE2E(Target target) {
        this.target = target;
    }

    @TestFactory
    Stream<DynamicTest> tokenWhenForgedThenIsNotAccepted() {
        String good = target.accounts().customer().token();

        return Forgeries.of(good, signingKey(good)).entrySet().stream()
                .map(forgery -> refused(forgery.getKey(), forgery.getValue()));
    }

    private DynamicTest refused(String name, String token) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    try (Client client = target.client()) {
                        Answer byHeader = client.send(Call.get("/products").bearer(token));
                        byHeader.expectProblem(
                                401, "token_invalid", "token_expired", "token_missing");
                        assertThat(byHeader.header("www-authenticate"))
                                .hasValueSatisfying(challenge ->
                                        assertThat(challenge)
                                                .startsWith("Bearer")
                                                .doesNotContain(token));
                        client.send(Call.get("/products").cookie(token))
                                .expectProblem(
                                        401, "token_invalid", "token_expired", "token_missing");
                    }
                });
    }

    @Test
    void tokenWhenInHeaderAndCookieThenIsOneCredentialTooMany() {
        Session session = target.accounts().customer();

        session.send(Call.get("/products").cookie(session.token()))
                .expectProblem(400, "two_credentials");
        session.send(Call.get("/products").cookie("x")).expectProblem(400, "two_credentials");
    }

    @Test
    void tokenWhenSentTwiceInHeadersThenIsRefused() {
        Session session = target.accounts().customer();
        try (RawClient raw = target.rawClient()) {
            Call twice = Call.get("/products").bearer(session.token()).bearer(session.token());

            raw.send(twice).checked().expect(400, 401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "jwt", "id_token", "bearer"})
    void tokenWhenInTheQueryThenIsNotSeenAndNotEchoed(String parameter) {
        String token = target.accounts().customer().token();
        try (Client client = target.client()) {
            Answer answer = client.send(Call.get("/products?" + parameter + "=" + token));

            answer.expectProblem(401, "token_missing");
            assertThat(answer.headers().map().toString() + answer.text()).doesNotContain(token);
        }
    }

    @Test
    void tokenWhenInABodyThenIsNotSeen() {
        String token = target.accounts().customer().token();
        try (Client client = target.client()) {
            Call form =
                    Call.post("/products/admin")
                            .text("application/x-www-form-urlencoded", "access_token=" + token);

            client.send(form).expect(401, 404, 405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic ",
                "bearer ",
                "Bearer",
                "Token ",
                "",
                "Basic x, Bearer ",
                "Bearer Bearer "
            })
    void tokenWhenUnderAnotherSchemeThenIsNotAccepted(String scheme) {
        String token = target.accounts().customer().token();
        try (Client client = target.client()) {
            client.send(Call.get("/products").with("Authorization", scheme + token))
                    .expect(400, 401);
        }
    }

    @Test
    void cookieWhenTheMethodIsSafeThenNeedsNoOrigin() {
        String token = target.accounts().customer().token();
        try (Client client = target.client()) {
            client.send(Call.get("/products").cookie(token)).expect(200);
        }
    }

    @Test
    void cookieWhenTheMethodIsUnsafeThenNeedsTheSameOrigin() {
        String token = target.accounts().customer().token();
        Call unsafe = Shop.buy("00000000-0000-4000-8000-000000000000", 1, Shop.key()).cookie(token);
        try (Client client = target.client()) {
            client.send(unsafe).expectProblem(403, "cross_site");
            client.send(unsafe.with("Origin", "https://evil.example"))
                    .expectProblem(403, "cross_site");
            client.send(unsafe.with("Origin", "null")).expectProblem(403, "cross_site");
            client.send(unsafe.with("Origin", target.origin() + ".evil.example"))
                    .expectProblem(403, "cross_site");
            client.send(unsafe.with("Sec-Fetch-Site", "cross-site"))
                    .expectProblem(403, "cross_site");
        }
        try (Client client = target.client()) {
            client.send(unsafe.with("Sec-Fetch-Site", "same-origin"))
                    .expectProblem(404, "not_found");
            client.send(unsafe.with("Origin", target.origin())).expectProblem(404, "not_found");
        }
    }

    @Test
    void loginWhenAskedForCookiesThenNoTokenIsInTheBodyAndTheCookiesAreLocked() {
        Account account = target.accounts().register();
        Call login = target.accounts().cookieLoginCall(account);
        try (Client client = target.client()) {
            Answer answer = client.setUp(login).expect(200);

            assertThat(answer.json().has("access_token")).isFalse();
            assertThat(answer.json().has("refresh_token")).isFalse();
            assertThat(answer.headers().allValues("set-cookie"))
                    .hasSize(3)
                    .allSatisfy(cookie ->
                            assertThat(cookie)
                                    .startsWith("__Host-gatehouse")
                                    .containsIgnoringCase("; Secure")
                                    .containsIgnoringCase("; HttpOnly")
                                    .containsIgnoringCase("; SameSite=Lax")
                                    .containsIgnoringCase("; Path=/")
                                    .doesNotContainIgnoringCase("; Domain"));
        }
    }

    @Test
    void tokenWhenIssuedThenIsWhatTheDesignPromises() throws JOSEException, ParseException {
        Session session = target.accounts().customer();
        JsonNode payload = Tokens.payload(session.token());

        assertThat(Tokens.header(session.token()).path("alg").asText()).isEqualTo("RS256");
        assertThat(Tokens.header(session.token()).path("typ").asText()).isEqualTo("at+jwt");
        RSAKey key = RSAKey.parse(signingKey(session.token()).toString());
        assertThat(SignedJWT.parse(session.token()).verify(new RSASSAVerifier(key))).isTrue();
        assertThat(payload.path("iss").asText()).isEqualTo(target.origin());
        assertThat(payload.path("aud").toString()).contains("gatehouse");
        assertThat(payload.path("exp").asLong() - payload.path("iat").asLong()).isEqualTo(300);
        assertThat(payload.path("roles").toString()).isEqualTo("[\"customer\"]");
        assertThat(payload.path("role").asText()).isEqualTo("customer");
        assertThat(payload.path("preferred_username").asText())
                .isEqualTo(session.account().username());
        assertThat(List.of("sub", "jti", "sid", "auth_time", "client_id", "scope", "email"))
                .allSatisfy(
                        claim -> assertThat(payload.path(claim).asText()).as(claim).isNotBlank());
    }

    private JsonNode signingKey(String token) {
        return Forgeries.signingKey(target, token);
    }
}
