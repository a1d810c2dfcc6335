// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.HttpAnswer;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the gate believes when authz lets everything through. */
@ExtendWith(GateExtension.class)
class GateTokenIT {

    private Gate gate;
    private GateClient client;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
        client = gate.from("127.0.2.1");
    }

    @Test
    void protectedRouteWhenTokenIsMissingThen401() {
        HttpAnswer answer = client.send("GET", "/orders?access_token=" + gate.tokens().of());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("token_missing");
        assertThat(answer.header("www-authenticate")).hasValue("Bearer realm=\"gatehouse\"");
    }

    static Stream<Arguments> badClaims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                bad("other issuer", "token_invalid", c -> c.put("iss", "https://evil")),
                bad("other audience", "token_invalid", c -> c.put("aud", "shop")),
                bad("no audience", "token_invalid", c -> c.remove("aud")),
                bad("no expiry", "token_invalid", c -> c.remove("exp")),
                bad("expired", "token_expired", c -> c.put("exp", now - 31)),
                bad("too long a life", "token_invalid", c -> c.put("exp", now + 3600)),
                bad("not yet", "token_invalid", c -> c.put("nbf", now + 60)));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void tokenWhenClaimIsWrongThen401(
            String name, String code, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = gate.tokens().claims();
        change.accept(claims);

        HttpAnswer answer = bearer("GET", "/orders", gate.tokens().sign(claims));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("www-authenticate"))
                .hasValue("Bearer realm=\"gatehouse\", error=\"invalid_token\"");
    }

    @Test
    void tokenWhenExpiredWithinTheSkewThenAccepted() {
        Map<String, Object> claims = gate.tokens().claims();
        claims.put("exp", Instant.now().getEpochSecond() - 5);

        HttpAnswer answer = bearer("GET", "/orders", gate.tokens().sign(claims));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void tokenWhenSignedByAnotherKeyThen401WithoutTheUrl() {
        String token = new GateTokens(gate.url()).of("admin");

        HttpAnswer answer = bearer("GET", "/orders?token=planted", token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("token_invalid");
        assertThat(answer.headers().map().toString()).doesNotContain("planted");
    }

    /** RFC 8725, section 3.11, and RFC 9068, section 4; the empty type is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "JWT",
                "jwt",
                "id+jwt",
                "logout+jwt",
                "AT+JWT",
                "at+JWT",
                "at+jwtx",
                "xat+jwt",
                "at+jwt ",
                " at+jwt",
                "at jwt",
                "atjwt",
                "at.jwt",
                "application/at+jwt",
                "at+jwt;v=1"
            })
    void tokenWhenOfAnotherTypeThen403(String type) {
        String token = gate.tokens().sign(type, gate.tokens().claims("customer", "admin"));

        assertThat(bearer("GET", "/orders", token).code()).isEqualTo("forbidden");
        assertThat(bearer("GET", "/admin/users", token).code()).isEqualTo("forbidden");
        assertThat(bearer("POST", "/orders/0a-1/cancel", token).code()).isEqualTo("forbidden");
    }

    /** authz refuses such a token first, with 401; this is what stands behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"preferred_username", "email", "role", "sid", "jti", "sub"})
    void tokenWhenClaimHoldsLineBreakThenServiceIsNotReached(String claim) {
        Map<String, Object> claims = gate.tokens().claims("customer");
        claims.put(claim, "a\r\nx-user-role: admin");
        int reached = gate.service("idp").received();

        HttpAnswer answer = bearer("GET", "/accounts/me", gate.tokens().sign(claims));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(gate.service("idp").received()).isEqualTo(reached);
    }

    static Stream<Arguments> deadTokens() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                bad("valid", "named", c -> {}),
                bad("expired", "nobody", c -> c.put("exp", now - 3600)),
                bad("other issuer", "nobody", c -> c.put("iss", "https://evil")),
                bad("other audience", "nobody", c -> c.put("aud", "shop")));
    }

    /** authz has the last word about bearer tokens; here it lets everything through. */
    @ParameterizedTest
    @MethodSource("deadTokens")
    void signOutWhenTheCookieIsDeadThenIdpIsAskedForNobody(
            String name, String caller, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = gate.tokens().claims("customer");
        change.accept(claims);
        String token = gate.tokens().sign(claims);

        JsonNode headers =
                signOut(
                        "Cookie: __Host-gatehouse=" + token + "; __Host-gatehouse-refresh=r",
                        "X-Session-Id: forged");

        assertThat(headers.path("cookie").path(0).asText()).isEqualTo("__Host-gatehouse-refresh=r");
        assertThat(headers.path("x-session-id").path(0).asText("nobody"))
                .isEqualTo(caller.equals("named") ? claims.get("sid") : "nobody");
        assertThat(headers.has("x-user-id")).isEqualTo(caller.equals("named"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cookie: __Host-gatehouse=rubbish", "Cookie: a=b", "X-Other: none"})
    void signOutWhenThereIsNoTokenThenIdpIsAskedForNobody(String header) {
        JsonNode headers = signOut(header);

        assertThat(headers.has("x-user-id")).isFalse();
        assertThat(headers.has("cookie")).isFalse();
    }

    @Test
    void signOutWhenAuthzRefusesThenIdpIsNotAsked() {
        HttpAnswer answer =
                client.sendBody(
                        "POST",
                        "/authentication/logout",
                        "",
                        gate.bearer("customer"),
                        "X-Test-Deny: 401");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("token_revoked");
    }

    private JsonNode signOut(String... headers) {
        HttpAnswer answer = client.sendBody("POST", "/authentication/logout", "", headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("headers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: __Host-gatehouse=",
                "Cookie: a=b; __Host-gatehouse=",
                "Cookie: a=b;__Host-gatehouse=",
                "Cookie: a=b\r\nCookie: __Host-gatehouse=",
                "cookie: a=b;\t__Host-gatehouse="
            })
    void credentialsWhenHeaderAndCookieThen400(String cookie) {
        HttpAnswer answer =
                client.send("GET", "/orders", gate.bearer(), cookie + gate.tokens().of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("two_credentials");
    }

    @Test
    void credentialsWhenHeaderAndRefreshCookieThenAccepted() {
        HttpAnswer answer =
                client.send("GET", "/orders", gate.bearer(), "Cookie: __Host-gatehouse-refresh=x");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void credentialsWhenTwoHeadersThen400() {
        HttpAnswer answer = client.send("GET", "/orders", gate.bearer(), gate.bearer());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("two_credentials");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /products/admin, customer, 403",
        "GET, /products/admin, admin, 200",
        "GET, /products/admin, administrator, 403",
        "GET, /products/admin, customer admin, 200",
        "DELETE, /products/admin/0a-1, customer, 403",
        "DELETE, /products/admin/0a-1, admin, 200",
        "GET, /products/0a-1, customer, 200",
        "GET, /admin/users, payment, 403",
        "POST, /admin/keys/aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3/revoke, customer, 403",
        "POST, /admin/keys/aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3/revoke, admin, 200",
        "POST, /orders/fail, customer, 403",
        "POST, /authorization/fail, admin, 200",
        "POST, /orders/0a-1/cancel, customer, 200"
    })
    void routeWhenRoleIsGivenThenTheListDecides(
            String method, String path, String roles, int status) {
        HttpAnswer answer = bearer(method, path, gate.tokens().of(roles.split(" ", -1)));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.code()).isEqualTo("forbidden");
        }
    }

    @Test
    void roleWhenOnlyTheTextClaimSaysAdminThen403() {
        Map<String, Object> claims = gate.tokens().claims("customer");
        claims.put("role", "admin");

        HttpAnswer answer = bearer("GET", "/admin/users", gate.tokens().sign(claims));

        assertThat(answer.code()).isEqualTo("forbidden");
    }

    private HttpAnswer bearer(String method, String target, String token) {
        String authorization = "Authorization: Bearer " + token;
        return method.equals("GET")
                ? client.send(method, target, authorization)
                : client.sendBody(method, target, "{}", authorization);
    }

    private static Arguments bad(String name, String code, Consumer<Map<String, Object>> change) {
        return Arguments.of(name, code, change);
    }
}
