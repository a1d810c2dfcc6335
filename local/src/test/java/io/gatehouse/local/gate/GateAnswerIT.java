// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.HttpAnswer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of everything that leaves the gate, whoever said it. */
@ExtendWith(GateExtension.class)
class GateAnswerIT {

    private static final Map<String, String> SECURITY =
            Map.of(
                    "strict-transport-security", "max-age=3600",
                    "x-content-type-options", "nosniff",
                    "referrer-policy", "no-referrer",
                    "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
                    "cache-control", "no-store");
    private static final int LIMIT = 65_536;

    private Gate gate;
    private GateClient client;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
        client = gate.from("127.0.3.1");
    }

    static Stream<Arguments> ownAnswers() {
        String get = "GET /orders HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                own(400, "malformed_request", "GET /orders HTTP/1.1\r\n\r\n"),
                own(400, "malformed_request", "nonsense\r\n\r\n"),
                own(400, "malformed_request", get + "a_b: c\r\n\r\n"),
                own(400, "malformed_request", get + "Content-Length: x\r\n\r\n"),
                own(
                        400,
                        "malformed_request",
                        get + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc"),
                own(400, "bad_path", "GET /orders;a HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                own(401, "token_missing", get + "\r\n"),
                own(401, "token_invalid", get + "Authorization: Bearer x.y.z\r\n\r\n"),
                own(403, "forbidden", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n"),
                own(403, "forbidden", get + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
                own(404, "not_found", "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                own(404, "not_found", "PUT /orders HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                own(404, "not_found", "TRACE /orders HTTP/1.1\r\nHost: a\r\n\r\n"),
                own(426, "upgrade_required", "GET /orders HTTP/1.0\r\nHost: localhost\r\n\r\n"),
                own(431, "headers_too_large", get + "a: " + "x".repeat(33_000) + "\r\n\r\n"),
                own(431, "headers_too_large", get + "a: b\r\n".repeat(101) + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("ownAnswers")
    void answerWhenTheGateRefusesThenProblem(int status, String code, String request) {
        HttpAnswer answer = client.raw(request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertSecured(answer);
    }

    @Test
    void answerWhenServiceSaysNothingThenSecurityHeadersAndNoServer() {
        HttpAnswer answer = client.send("GET", "/orders", gate.bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertSecured(answer);
        assertThat(answer.headers().map()).containsKey("x-request-id");
    }

    @Test
    void requestIdWhenTheGateRefusesThenTheOneOfTheHeader() {
        HttpAnswer answer = client.send("GET", "/none");

        assertThat(answer.json().path("requestId").asText())
                .isEqualTo(answer.header("x-request-id").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "503"})
    void answerWhenAuthzRefusesThenPassedAsItIs(int status) {
        HttpAnswer answer = client.send("GET", "/orders", "x-test-deny: " + status, gate.bearer());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text())
                .isEqualTo("{\"code\":\"token_revoked\",\"status\":" + status + "}");
        assertThat(answer.header("content-type")).hasValue("application/problem+json");
        assertThat(answer.header("www-authenticate")).hasValue("Bearer realm=\"stub\"");
        assertSecured(answer);
    }

    /** Here authz says yes to everything, which it must not to these. */
    @ParameterizedTest
    @CsvSource({"PATCH, /products/admin/0a-1", "GET, /nowhere", "POST, /openapi.json"})
    void requestWhenNotListedThenAuthzAnswersItAndItReachesNoService(String method, String path) {
        assertThat(client.send(method, path, "x-test-deny: 405").status()).isEqualTo(405);
        assertThat(client.send(method, path, gate.bearer("admin")).status()).isEqualTo(404);
        assertThat(gate.authz().asked().getLast()).containsEntry(":path", path);
    }

    @Test
    void bodyWhenExactlyAsLargeAsAllowedThenPassed() {
        HttpAnswer answer =
                client.sendBody("POST", "/products/0a-1/buy", "x".repeat(LIMIT), gate.bearer());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void bodyWhenDeclaredTooLargeThen413() {
        HttpAnswer answer = client.sendBody("POST", "/authentication/login", "x".repeat(LIMIT + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too_large");
        assertSecured(answer);
    }

    @Test
    void bodyWhenChunksAddUpToTooMuchThen413() {
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";

        HttpAnswer answer =
                client.raw(
                        "POST /authentication/login HTTP/1.1\r\nHost: localhost\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + chunk.repeat(5)
                                + "0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too_large");
    }

    /** A service that ended such a body elsewhere would read its rest as the next request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 3, 4",
                "Content-Length: +3",
                "Content-Length: -3",
                "Content-Length: 0x3",
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding:"
            })
    void bodyWhenItsEndIsInDoubtThenTheGateRefuses(String framing) {
        int asked = gate.authz().asked().size();

        HttpAnswer answer =
                client.raw(
                        "POST /authentication/login HTTP/1.1\r\nHost: localhost\r\n"
                                + framing
                                + "\r\n\r\nabc");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_request");
        assertThat(gate.authz().asked()).hasSize(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, default-src 'self', default-src 'self'",
        "text/html; charset=utf-8, default-src 'self', default-src 'self'",
        "text/html, , default-src 'none'; frame-ancestors 'none'",
        "application/json, default-src *, default-src 'none'; frame-ancestors 'none'",
        "application/xhtml+xml, default-src *, default-src 'none'; frame-ancestors 'none'",
        "image/svg+xml, default-src *, default-src 'none'; frame-ancestors 'none'",
        "text/plain, default-src *, default-src 'none'; frame-ancestors 'none'",
        ", default-src *, default-src 'none'; frame-ancestors 'none'"
    })
    void contentPolicyWhenServiceHasOneThenOnlyAPageKeepsIt(
            String type, String own, String expected) {
        HttpAnswer answer =
                client.send(
                        "GET",
                        "/docs",
                        "x-test-content-type: " + Objects.requireNonNullElse(type, ""),
                        "x-test-content-security-policy: " + Objects.requireNonNullElse(own, ""),
                        "x-test-cache-control: max-age=60");

        assertThat(answer.header("content-security-policy")).hasValue(expected);
        assertThat(answer.header("cache-control")).hasValue("max-age=60");
        assertThat(answer.header("x-content-type-options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openapi.json",
                "/docs",
                "/docs/viewer-1.2_3.js",
                "/problems",
                "/problems/sold_out",
                "/.well-known/jwks.json"
            })
    void publicPageWhenAskedByAnybodyThenAnsweredByIdp(String path) {
        int reached = gate.service("idp").received();

        assertThat(client.send("GET", path).status()).isEqualTo(200);
        assertThat(client.send("HEAD", path, "Authorization: Bearer bad").status()).isEqualTo(200);
        assertThat(client.send("POST", path).status()).isEqualTo(404);
        assertThat(gate.service("idp").received()).isEqualTo(reached + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, customer, 200",
        "/orders/0a-1, customer, 200",
        "/products/admin, admin, 200",
        "/products/admin, customer, 403",
        "/admin/users, payment, 403",
        "/orders/0a-1/cancel, customer, 404",
        "/none, customer, 404"
    })
    void headWhenComparedWithGetThenTheSameWithoutABody(String path, String role, int status) {
        HttpAnswer head = client.send("HEAD", path, gate.bearer(role));

        assertThat(head.status()).isEqualTo(status);
        assertThat(client.send("GET", path, gate.bearer(role)).status()).isEqualTo(status);
        assertThat(head.text()).isEmpty();
        assertSecured(head);
    }

    @Test
    void headWhenNobodyIsSignedInThen401() {
        assertThat(client.send("HEAD", "/orders").status()).isEqualTo(401);
    }

    /** The largest header of a credential or a cookie jar, and a query as long as it may be. */
    @Test
    void requestWhenNearlyAsLargeAsAllowedThenReachesTheService() {
        String caller = gate.bearer();

        assertThat(client.send("GET", "/orders", caller, "x-big: " + "x".repeat(30_000)).status())
                .isEqualTo(200);
        assertThat(client.send("GET", "/orders?q=" + "x".repeat(30_000), caller).status())
                .isEqualTo(200);
    }

    private static void assertSecured(HttpAnswer answer) {
        SECURITY.forEach((name, value) -> assertThat(answer.header(name)).as(name).hasValue(value));
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.startsWith("x-envoy-"))
                .doesNotContain("server", "x-powered-by");
    }

    private static Arguments own(int status, String code, String request) {
        return Arguments.of(status, code, request);
    }
}
