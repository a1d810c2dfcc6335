// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service learns about the caller, and from whom. */
@ExtendWith(GateExtension.class)
class GateIdentityIT {

    private static final String KEY = "ghk_0123456789ABCDEFGHIJKLMNOPQRST2slmv8";
    private static final String ID = "0b6f1d0e-1111-4222-8333-444455556666";

    private Gate gate;
    private GateClient client;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
        client = gate.from("127.0.1.1");
    }

    @Test
    void claimsWhenTokenIsValidThenBecomeHeaders() {
        Map<String, Object> claims = gate.tokens().claims("customer", "payment");
        String token = gate.tokens().sign(claims);

        JsonNode headers =
                headers(client.send("GET", "/accounts/me", "Authorization: Bearer " + token));

        assertThat(only(headers, "x-user-id")).isEqualTo(claims.get("sub"));
        assertThat(only(headers, "x-user-role")).isEqualTo("customer payment");
        assertThat(only(headers, "x-user-name")).isEqualTo("alice");
        assertThat(only(headers, "x-jwt-email")).isEqualTo("alice@example.com");
        assertThat(only(headers, "x-session-id")).isEqualTo(claims.get("sid"));
        assertThat(only(headers, "x-token-id")).isEqualTo(claims.get("jti"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/products", "/orders"})
    void sessionWhenServiceIsNotIdpThenNotTold(String path) {
        JsonNode headers = headers(client.send("GET", path, gate.bearer("customer")));

        assertThat(only(headers, "x-user-role")).isEqualTo("customer");
        assertThat(headers.has("x-session-id")).isFalse();
        assertThat(headers.has("x-token-id")).isFalse();
    }

    @Test
    void claimsWhenTokenIsInCookieThenBecomeHeaders() {
        Map<String, Object> claims = gate.tokens().claims("customer");
        String token = gate.tokens().sign(claims);

        JsonNode headers =
                headers(
                        client.send(
                                "GET",
                                "/products",
                                "Cookie: theme=dark; __Host-gatehouse=" + token,
                                "X-User-Id: " + ID));

        assertThat(only(headers, "x-user-id")).isEqualTo(claims.get("sub"));
        assertThat(headers.has("cookie")).isFalse();
    }

    /** The proof is for authz to judge, and for nobody behind the gate to see. */
    @ParameterizedTest
    @ValueSource(strings = {"/accounts/me", "/orders", "/authentication/whoami"})
    void claimsWhenTokenIsBoundToAKeyThenBecomeHeadersAndTheProofStaysAtTheGate(String path) {
        Map<String, Object> claims = gate.tokens().claims("customer");
        claims.put("cnf", Map.of("jkt", "k".repeat(43)));
        String token = gate.tokens().sign(claims);
        int before = gate.authz().asked().size();

        HttpAnswer answer =
                client.send("GET", path, "Authorization: DPoP " + token, "DPoP: one.two.three");

        assertThat(only(headers(answer), "x-user-id")).isEqualTo(claims.get("sub"));
        assertThat(headers(answer).has("authorization")).isFalse();
        assertThat(headers(answer).has("dpop")).isFalse();
        assertThat(answer.text()).doesNotContain(token).doesNotContain("one.two.three");
        assertThat(gate.authz().asked().subList(before, before + 1).toString())
                .contains("one.two.three");
    }

    /** What authz has put in its place is verified as what a client sends. */
    @ParameterizedTest
    @ValueSource(strings = {"/accounts/me", "/orders"})
    void claimsWhenAnApiKeyBecameATokenThenThoseOfTheToken(String path) {
        Map<String, Object> claims = gate.tokens().claims("customer");
        String token = gate.tokens().sign(claims);

        HttpAnswer answer =
                client.send("GET", path, "Authorization: Bearer " + KEY, "x-test-token: " + token);

        assertThat(only(headers(answer), "x-user-id")).isEqualTo(claims.get("sub"));
        assertThat(only(headers(answer), "x-user-role")).isEqualTo("customer");
        assertThat(headers(answer).has("authorization")).isFalse();
        assertThat(answer.text()).doesNotContain(KEY);
        assertThat(gate.accessLog()).doesNotContain(KEY);
    }

    @Test
    void claimsWhenAnApiKeyBecameATokenOfSomebodyElsesThenRefused() {
        Map<String, Object> claims = gate.tokens().claims("admin");
        claims.put("iss", "https://evil.test");

        HttpAnswer answer =
                client.send(
                        "GET",
                        "/orders",
                        "Authorization: Bearer " + KEY,
                        "x-test-token: " + gate.tokens().sign(claims));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void claimsWhenAnApiKeyBecameNoTokenThenRefused() {
        HttpAnswer answer = client.send("GET", "/orders", "Authorization: Bearer " + KEY);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP: a", "Cookie: a=b"})
    void credentialsWhenBothSchemesComeThenRefused(String other) {
        String one = "Bearer " + gate.tokens().of();
        String two = "DPoP " + gate.tokens().of();

        for (HttpAnswer answer :
                List.of(
                        client.send("GET", "/orders", "Authorization: " + one + "," + two, other),
                        client.send(
                                "GET",
                                "/orders",
                                "Authorization: " + two,
                                "Authorization: " + one,
                                other))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("two_credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-user-id",
                "X-USER-ID",
                "x-User-Role",
                "x-user-name",
                "x-user-anything",
                "X-Jwt-Email",
                "x-jwt-payload",
                "x-gatehouse-secret",
                "X-Session-Id",
                "x-token-id",
                "X-Forwarded-Client-Cert",
                "x-forwarded-host",
                "X-Forwarded-Port",
                "Forwarded",
                "x-real-ip",
                "x-envoy-original-path",
                "x-envoy-external-address",
                "x-envoy-upstream-rq-timeout-ms"
            })
    void headerWhenClientForgesItThenGoneOnOpenRoute(String name) {
        JsonNode headers =
                headers(
                        client.sendBody(
                                "POST",
                                "/authentication/login",
                                "{}",
                                name + ": forged",
                                name.toUpperCase(Locale.ROOT) + ": forged twice"));

        assertThat(headers.toString()).doesNotContain("forged");
    }

    @Test
    void headerWhenClientForgesItBesideTokenThenOnlyTheTokenCounts() {
        Map<String, Object> claims = gate.tokens().claims();
        String token = gate.tokens().sign(claims);

        JsonNode headers =
                headers(
                        client.send(
                                "GET",
                                "/orders",
                                "X-USER-ID: " + ID,
                                "x-user-id: " + ID,
                                "x-user-role: admin",
                                "Connection: x-user-id",
                                "Authorization: Bearer " + token));

        assertThat(only(headers, "x-user-id")).isEqualTo(claims.get("sub"));
        assertThat(headers.path("x-user-role").toString()).doesNotContain("admin");
    }

    @Test
    void headerWhenForgedOverHttp2ThenGoneBeforeAuthz() throws Exception {
        int before = gate.authz().asked().size();

        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(URI.create(gate.url() + "/orders"))
                                .header("X-User-Id", ID)
                                .header("x-user-id", ID)
                                .header("X-Forwarded-Client-Cert", "URI=spiffe://forged")
                                .header("Authorization", "Bearer " + gate.tokens().of())
                                .build());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).doesNotContain(ID).doesNotContain("forged");
        assertThat(gate.authz().asked().subList(before, before + 1).toString())
                .doesNotContain(ID)
                .doesNotContain("forged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_user_id", "X_Forwarded_Client_Cert", "x-user_role"})
    void headerWhenWrittenWithUnderscoreThenRefused(String name) {
        HttpAnswer answer = client.send("GET", "/orders", name + ": " + ID, gate.bearer());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_request");
    }

    @Test
    void requestIdWhenClientSendsOneThenReplaced() {
        HttpAnswer answer = client.send("GET", "/orders", "X-Request-Id: mine", gate.bearer());

        String id = answer.header("x-request-id").orElseThrow();
        assertThat(id).isNotEqualTo("mine");
        assertThat(only(headers(answer), "x-request-id")).isEqualTo(id);
    }

    @Test
    void forwardedForWhenClientSendsOneThenForgotten() {
        HttpAnswer answer =
                client.send("GET", "/orders", "X-Forwarded-For: 203.0.113.9", gate.bearer());

        assertThat(answer.text()).doesNotContain("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/products", "/accounts/me", "/authentication/whoami"})
    void credentialsWhenServiceIsAskedThenStayAtTheGate(String path) {
        String token = gate.tokens().of();

        HttpAnswer answer =
                client.send("GET", path, "Authorization: Bearer " + token, "Cookie: a=b; c=d");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(headers(answer).has("authorization")).isFalse();
        assertThat(headers(answer).has("cookie")).isFalse();
        assertThat(answer.text()).doesNotContain(token);
    }

    @Test
    void tokenWhenRouteIsOpenThenStaysAtTheGate() {
        HttpAnswer answer =
                client.sendBody("POST", "/authentication/login", "{}", "Authorization: Bearer old");

        assertThat(headers(answer).has("authorization")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/device-authorization",
                "/oauth2/par",
                "/oauth2/token",
                "/oauth2/revoke",
                "/oauth2/introspect",
                "/oauth2/register",
                "/oauth2/userinfo"
            })
    void authorizationWhenIdpReadsItThenArrivesAsItCame(String path) {
        HttpAnswer answer =
                client.sendBody(
                        "POST",
                        path,
                        "a=b",
                        "Authorization: Basic d2ViOnNlY3JldA==",
                        "DPoP: one.two.three");

        assertThat(only(headers(answer), "authorization")).isEqualTo("Basic d2ViOnNlY3JldA==");
        assertThat(only(headers(answer), "dpop")).isEqualTo("one.two.three");
        assertThat(headers(answer).has("x-user-id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorize",
                "/oauth2/sign-in",
                "/oauth2/sign-up",
                "/oauth2/password-reset",
                "/oauth2/new-password",
                "/oauth2/email-confirmation",
                "/oauth2/consent",
                "/oauth2/device",
                "/oauth2/logout"
            })
    void authorizationWhenPageIsForABrowserThenStaysAtTheGate(String path) {
        HttpAnswer answer =
                client.sendBody("POST", path, "a=b", "Authorization: Basic d2ViOnNlY3JldA==");

        assertThat(headers(answer).has("authorization")).isFalse();
    }

    @Test
    void addressWhenTheClientForgesItThenIdpIsToldTheRealOneAndOthersNone() {
        String forged = "X-Gatehouse-Client-Address: 192.0.2.1";
        HttpAnswer toIdp = client.sendBody("POST", "/authentication/login", "{}", forged, forged);
        HttpAnswer toOrders =
                client.send(
                        "GET", "/orders", forged, "Authorization: Bearer " + gate.tokens().of());

        assertThat(only(headers(toIdp), "x-gatehouse-client-address")).startsWith("127.");
        assertThat(headers(toOrders).has("x-gatehouse-client-address")).isFalse();
    }

    @Test
    void cookiesWhenSentToIdpThenOnlyItsOwnArriveAndEachOnce() {
        HttpAnswer answer =
                client.sendBody(
                        "POST",
                        "/oauth2/sign-in",
                        "a=b",
                        "Cookie: a=b; __Host-gatehouse-session=one;__Host-gatehouse-form=two=2",
                        "Cookie: __Host-gatehouse-device=six~7",
                        "Cookie: __Host-gatehouse-session=three; __Host-gatehouse-sessions=four",
                        "Cookie: __Host-gatehouse-session; __Host-gatehouse-refresh=five");

        assertThat(only(headers(answer), "cookie"))
                .isEqualTo(
                        "__Host-gatehouse-session=one; __Host-gatehouse-form=two=2;"
                                + " __Host-gatehouse-device=six~7; __Host-gatehouse-refresh=five");
    }

    @Test
    void cookiesWhenSentToIdpThenOnlyTheRefreshCookieArrives() {
        HttpAnswer answer =
                client.sendBody(
                        "POST",
                        "/authentication/refresh",
                        "{}",
                        "Cookie: a=b; __Host-gatehouse=old;__Host-gatehouse-refresh=first;c=d",
                        "Cookie: __Host-gatehouse-refresh=second; x__Host-gatehouse-refresh=third",
                        "X-Other: kept");

        assertThat(only(headers(answer), "cookie")).isEqualTo("__Host-gatehouse-refresh=first");
        assertThat(only(headers(answer), "x-other")).isEqualTo("kept");
    }

    @Test
    void peerWhenServiceIsAskedThenTheGatesOwnIdentity() {
        HttpAnswer answer = client.send("GET", "/orders", gate.bearer());

        assertThat(answer.json().path("peer").asText())
                .contains("spiffe://gatehouse.local/ns/gatehouse/sa/gateway");
        assertThat(answer.json().path("protocol").asText()).isEqualTo("HTTP/1.1");
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().sslContext(gate.tls()).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode headers(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("headers");
    }

    private static String only(JsonNode headers, String name) {
        assertThat(headers.path(name)).as(name).hasSize(1);
        return headers.path(name).get(0).asText();
    }
}
