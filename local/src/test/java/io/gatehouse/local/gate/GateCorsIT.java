// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.HttpAnswer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which pages may read what the gate says: those of the allowed origins every answer, with their
 * cookies; those of others only what is there for anybody.
 */
@ExtendWith(GateExtension.class)
class GateCorsIT {

    private static final String FOR = "access-control-allow-origin";
    private static final String WITH_COOKIES = "access-control-allow-credentials";
    private static final String EXPOSED = "access-control-expose-headers";
    private static final String TOO_LARGE = "Content-Length: 65537";

    private Gate gate;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
    }

    /** One answer of the gate, its filters or a service, to a request with this header. */
    record Case(String name, int status, BiFunction<Gate, String, HttpAnswer> asked) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> answers() {
        return Stream.of(
                anonymous("bad path", 400, "GET", "/orders;a"),
                signedIn("two credentials", 400, "GET", "/orders", "Cookie: __Host-gatehouse=x"),
                anonymous("no token", 401, "GET", "/orders"),
                anonymous("bad token", 401, "GET", "/orders", "Authorization: Bearer x.y.z"),
                signedIn("no role", 403, "GET", "/admin/users"),
                signedIn("refused by authz", 403, "GET", "/orders", "x-test-deny: 403"),
                anonymous("no such path", 404, "GET", "/none"),
                anonymous("no such method", 404, "PUT", "/orders"),
                anonymous("no preflight", 404, "OPTIONS", "/orders"),
                anonymous("too large", 413, "POST", "/authentication/login", TOO_LARGE),
                limited("limit of sign-in", "POST", "/authentication/login", "Content-Length: 0"),
                limited("limit of an address", "GET", "/none"),
                new Case("limit of a subject", 429, GateCorsIT::subject),
                signedIn("authz away", 503, "GET", "/orders", "x-test-deny: 503"),
                new Case("service away", 503, GateCorsIT::away),
                signedIn("answer of a service", 200, "GET", "/orders"),
                signedIn("sign-in", 200, "POST", "/authentication/login", "Content-Length: 0"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerWhenOriginIsAllowedThenItsPageMayReadIt(Case answers) {
        for (String origin : List.of(gate.url(), GateFiles.SECOND_ORIGIN)) {
            HttpAnswer answer = answers.asked().apply(gate, origin);

            assertThat(answer.status()).as(answer.text()).isEqualTo(answers.status());
            assertThat(answer.header(FOR)).hasValue(origin);
            assertThat(answer.header(WITH_COOKIES)).hasValue("true");
            assertThat(answer.header(EXPOSED).orElseThrow())
                    .contains("dpop-nonce", "retry-after", "www-authenticate");
            assertThat(answer.headers().allValues("vary")).containsOnlyOnce("Origin");
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerWhenOriginIsForeignThenItsPageMayNotReadIt(Case answers) {
        HttpAnswer answer = answers.asked().apply(gate, "https://evil.example");

        assertThat(answer.status()).as(answer.text()).isEqualTo(answers.status());
        assertUnreadable(answer);
    }

    /** Envoy forgets the headers of a request that it could not read, Origin with them. */
    @ParameterizedTest
    @CsvSource({"a_b, 1, 400", "a, 33000, 431"})
    void answerWhenTheRequestCannotBeReadThenNoPageMayReadIt(
            String header, int length, int status) {
        HttpAnswer answer =
                caller().send(
                                "GET",
                                "/orders",
                                "Origin: " + gate.url(),
                                header + ": " + "x".repeat(length));

        assertThat(answer.status()).isEqualTo(status);
        assertUnreadable(answer);
    }

    /** What looks like an allowed origin and is none; PORT is the gate's. */
    static Stream<String> foreign() {
        return Stream.of(
                "https://evil.example",
                "null",
                "*",
                "https://localhost",
                "http://localhost:PORT",
                "https://localhost:PORT0",
                "https://localhost:PORT/",
                "https://localhost:PORT.evil.example",
                "https://localhost:PORT@evil.example",
                "https://localhost:PORT, https://evil.example",
                "https://evil.example/https://localhost:PORT",
                "https://a.localhost:PORT",
                "HTTPS://LOCALHOST:PORT",
                "https://pages.example.evil.example",
                "https://pages.example:444",
                "https://evil-pages.example",
                "https://pages\u0430.example");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void answerWhenOriginOnlyLooksAllowedThenItsPageMayNotReadIt(String foreign) {
        String origin = foreign.replace("PORT", gate.values().get("gateway.port"));

        assertUnreadable(send("GET", "/orders", origin));
        assertUnreadable(preflight(origin, "/orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/none"})
    void answerWhenServiceSaysWhoMayReadThenNotBelieved(String path) {
        HttpAnswer answer =
                caller().send(
                                "GET",
                                path,
                                "Origin: https://evil.example",
                                "x-test-" + FOR + ": https://evil.example",
                                "x-test-" + WITH_COOKIES + ": true",
                                gate.bearer());

        assertUnreadable(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/products/0a-1/buy", "/authentication/login", "/none"})
    void preflightWhenOriginIsAllowedThenAnsweredByTheGateAlone(String path) {
        int asked = gate.authz().asked().size();
        int reached = gate.service("idp").received();

        for (String origin : List.of(gate.url(), GateFiles.SECOND_ORIGIN)) {
            HttpAnswer answer = preflight(origin, path);

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header(FOR)).hasValue(origin);
            assertThat(answer.header(WITH_COOKIES)).hasValue("true");
            assertThat(words(answer, "access-control-allow-methods"))
                    .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PUT", "DELETE");
            assertThat(words(answer, "access-control-allow-headers"))
                    .containsExactlyInAnyOrder(
                            "authorization",
                            "content-type",
                            "dpop",
                            "idempotency-key",
                            "if-none-match",
                            "traceparent",
                            "tracestate",
                            "x-request-reason");
            assertThat(answer.header("access-control-max-age")).hasValue("600");
        }
        assertThat(gate.authz().asked()).hasSize(asked);
        assertThat(gate.service("idp").received()).isEqualTo(reached);
    }

    /** Any page may check a token or read the contract; none needs its cookies for that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/jwks.json",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/oauth2/userinfo",
                "/openapi.json"
            })
    void documentWhenForAnybodyThenAnyPageMayReadIt(String path) {
        for (String origin : List.of(gate.url(), GateFiles.SECOND_ORIGIN, "https://any.example")) {
            for (HttpAnswer answer :
                    List.of(
                            send("GET", path + "?a=b", origin),
                            send("HEAD", path, origin),
                            send("PUT", path, origin),
                            preflight(origin, path))) {
                assertThat(answer.status()).isIn(200, 204, 404);
                assertThat(answer.header(FOR)).hasValue("*");
                assertThat(answer.headers().map()).doesNotContainKey(WITH_COOKIES);
                assertThat(answer.header(EXPOSED).orElseThrow()).contains("etag");
            }
        }
    }

    private HttpAnswer preflight(String origin, String path) {
        return caller().send(
                        "OPTIONS",
                        path,
                        "Origin: " + origin,
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: authorization,idempotency-key");
    }

    private HttpAnswer send(String method, String path, String origin) {
        return caller().send(method, path, "Origin: " + origin);
    }

    private GateClient caller() {
        return gate.newcomer();
    }

    private static void assertUnreadable(HttpAnswer answer) {
        assertThat(answer.headers().map()).doesNotContainKeys(FOR, WITH_COOKIES, EXPOSED);
        assertThat(answer.headers().allValues("vary")).containsOnlyOnce("Origin");
    }

    private static List<String> words(HttpAnswer answer, String name) {
        return List.of(answer.header(name).orElseThrow().split(", ", -1));
    }

    private static Case anonymous(
            String name, int status, String method, String path, String... headers) {
        return new Case(
                name,
                status,
                (gate, origin) -> gate.newcomer().send(method, path, with(origin, headers)));
    }

    private static Case signedIn(
            String name, int status, String method, String path, String... headers) {
        return new Case(
                name,
                status,
                (gate, origin) ->
                        gate.newcomer()
                                .send(method, path, with(gate.bearer(), with(origin, headers))));
    }

    /** The bucket is emptied before. */
    private static Case limited(String name, String method, String path, String... headers) {
        return new Case(
                name,
                429,
                (gate, origin) ->
                        gate.newcomer().repeat(300, method, path, with(origin, headers)).stream()
                                .filter(answer -> answer.status() == 429)
                                .findFirst()
                                .orElseThrow());
    }

    private static HttpAnswer subject(Gate gate, String origin) {
        return gate.newcomer().repeat(60, "GET", "/orders", with(origin, gate.bearer())).stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
    }

    private static HttpAnswer away(Gate gate, String origin) {
        gate.service("products").close();
        try {
            return gate.newcomer().send("GET", "/products", with(origin, gate.bearer()));
        } finally {
            gate.serve("products", "products");
        }
    }

    private static String[] with(String origin, String... headers) {
        String line = origin.startsWith("Authorization") ? origin : "Origin: " + origin;
        return Stream.concat(Stream.of(line), Stream.of(headers)).toArray(String[]::new);
    }
}
