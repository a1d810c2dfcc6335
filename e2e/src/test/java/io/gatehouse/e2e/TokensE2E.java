// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    List<DynamicTest> tokenWhenForgedThenIsNotAccepted() {
        String good = target.accounts().customer().token();
        JsonNode jwk = signingKey(good);
        byte[] secret = Json.write(jwk).getBytes(StandardCharsets.UTF_8);
        byte[] der = Tokens.publicKey(jwk).getEncoded();
        byte[] pem =
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII);

        List<DynamicTest> tests = new ArrayList<>(shapes(good));
        tests.addAll(foreign(good));
        tests.add(refused("no algorithm", Tokens.unsigned(good)));
        tests.add(
                refused(
                        "no algorithm, old signature",
                        Tokens.withHeader(good, Tokens.put("alg", "none"))));
        tests.add(
                refused("HS256 with the JWK as secret", Tokens.signedWithPublicKey(good, secret)));
        tests.add(
                refused("HS256 with the DER key as secret", Tokens.signedWithPublicKey(good, der)));
        tests.add(
                refused("HS256 with the PEM key as secret", Tokens.signedWithPublicKey(good, pem)));
        return tests;
    }

    private List<DynamicTest> shapes(String good) {
        String[] parts = good.split("\\.", -1);
        return List.of(
                refused("admin written into the payload", Tokens.withPayload(good, Tokens.admin())),
                refused(
                        "longer life",
                        Tokens.withPayload(good, p -> p.put("exp", p.path("exp").asLong() + 3600))),
                refused(
                        "other subject",
                        Tokens.withPayload(
                                good, Tokens.put("sub", "00000000-0000-4000-8000-000000000000"))),
                refused("last letter cut off", good.substring(0, good.length() - 1)),
                refused("signature cut off", parts[0] + "." + parts[1] + "."),
                refused("two parts", parts[0] + "." + parts[1]),
                refused("four parts", good + "." + parts[2]),
                refused("five parts", good + ".a.b"),
                refused("not base64", parts[0] + ".~~~." + parts[2]),
                refused(
                        "signature of zeros",
                        parts[0] + "." + parts[1] + "." + Tokens.encode(new byte[256])),
                refused("not a token", "0123456789"),
                refused("empty payload", parts[0] + ".." + parts[2]));
    }

    private List<DynamicTest> foreign(String good) {
        String kid = Tokens.header(good).path("kid").asText();
        return List.of(
                refused("foreign key", foreign(good, Tokens.unchanged(), Tokens.unchanged())),
                refused("foreign key, admin", foreign(good, Tokens.unchanged(), Tokens.admin())),
                refused(
                        "foreign key, unknown kid",
                        foreign(good, Tokens.put("kid", "nobody"), Tokens.admin())),
                refused("foreign key, no kid", foreign(good, h -> h.remove("kid"), Tokens.admin())),
                refused(
                        "foreign key, other issuer",
                        foreign(
                                good,
                                Tokens.unchanged(),
                                Tokens.put("iss", "https://evil.example"))),
                refused(
                        "foreign key, other audience",
                        foreign(good, Tokens.unchanged(), Tokens.put("aud", "other"))),
                refused(
                        "foreign key, expired",
                        foreign(good, Tokens.unchanged(), p -> p.put("exp", 1_000_000_000L))),
                refused(
                        "foreign key, type JWT",
                        foreign(good, Tokens.put("typ", "JWT"), Tokens.admin())),
                refused(
                        "jwk in the header",
                        foreign(
                                good,
                                h -> h.set("jwk", node(Tokens.foreignJwk(kid))),
                                Tokens.admin())),
                refused(
                        "jku in the header",
                        foreign(
                                good,
                                Tokens.put("jku", "https://evil.example/jwks.json"),
                                Tokens.admin())),
                refused(
                        "x5u in the header",
                        foreign(
                                good,
                                Tokens.put("x5u", "https://evil.example/x5u.pem"),
                                Tokens.admin())),
                refused(
                        "kid as a path",
                        foreign(good, Tokens.put("kid", "../../dev/null"), Tokens.admin())),
                refused(
                        "kid as SQL",
                        foreign(good, Tokens.put("kid", "' OR '1'='1"), Tokens.admin())),
                refused(
                        "crit in the header",
                        foreign(good, h -> h.putArray("crit").add("exp"), Tokens.admin())),
                refused("RS512", Tokens.foreignWith(good, "RS512", "SHA512withRSA")));
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
                    .hasSize(2)
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
    void tokenWhenIssuedThenIsWhatTheDesignPromises() {
        Session session = target.accounts().customer();
        JsonNode payload = Tokens.payload(session.token());

        assertThat(Tokens.header(session.token()).path("alg").asText()).isEqualTo("RS256");
        assertThat(Tokens.header(session.token()).path("typ").asText()).isEqualTo("at+jwt");
        assertThat(
                        Tokens.isSignedBy(
                                session.token(), Tokens.publicKey(signingKey(session.token()))))
                .isTrue();
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
        String kid = Tokens.header(token).path("kid").asText();
        try (Client client = target.client()) {
            for (JsonNode key :
                    client.setUp(Call.get("/.well-known/jwks.json"))
                            .expect(200)
                            .json()
                            .path("keys")) {
                if (key.path("kid").asText().equals(kid)) {
                    return key;
                }
            }
        }
        throw new AssertionError("the key " + kid + " is not published");
    }

    private static String foreign(
            String token, Consumer<ObjectNode> header, Consumer<ObjectNode> payload) {
        return Tokens.foreign(token, header, payload);
    }

    private static JsonNode node(Map<String, Object> value) {
        return Json.tree(value);
    }
}
