// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.request.JsonLogFormatter;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Proof;
import io.gatehouse.testkit.Tokens;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    private final TestAuthorizer authz = new TestAuthorizer();

    @BeforeEach
    void awaitReady() {
        await().until(authz.authorizer()::isReady);
    }

    @AfterEach
    void close() {
        authz.close();
    }

    @Test
    void checkWhenTokenIsGoodThenAllowsAndTouchesNoHeader() {
        CheckResponse answer =
                authz.check(
                        "GET",
                        "/products?limit=5",
                        Map.of("authorization", "Bearer " + TestTokens.token(CLOCK, "customer")));

        assertThat(answer.getStatus().getCode()).isZero();
        assertThat(answer.getOkResponse().getAllFields()).isEmpty();
    }

    @Test
    void checkWhenNoTokenThenChallengesWithAProblem() throws Exception {
        CheckResponse answer =
                authz.check("GET", "/products", Map.of("x-request-id", "6f9619ff-8b86-d011"));

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
        assertThat(TestAuthorizer.header(answer, "www-authenticate"))
                .isEqualTo("Bearer realm=\"gatehouse\"");
        assertThat(TestAuthorizer.header(answer, "content-type"))
                .isEqualTo("application/problem+json");
        assertThat(TestAuthorizer.header(answer, "cache-control")).isEqualTo("no-store");
        JsonNode problem = Json.mapper().readTree(answer.getDeniedResponse().getBody());
        assertThat(problem.get("status").intValue()).isEqualTo(401);
        assertThat(problem.get("code").textValue()).isEqualTo("token_missing");
        assertThat(problem.get("type").textValue()).isEqualTo("/problems/token_missing");
        assertThat(problem.get("requestId").textValue()).isEqualTo("6f9619ff-8b86-d011");
        assertThat(problem.has("errors")).isFalse();
    }

    @Test
    void checkWhenTokenIsBadThenSaysSoWithoutEchoingIt() {
        CheckResponse answer =
                authz.check(
                        "GET", "/products", Map.of("authorization", "Bearer very.secret.token"));

        assertThat(TestAuthorizer.header(answer, "www-authenticate"))
                .isEqualTo(
                        "Bearer realm=\"gatehouse\", error=\"invalid_token\","
                                + " error_description=\"The access token is not valid\"");
        assertThat(answer.toString()).doesNotContain("secret");
    }

    @Test
    void checkWhenMethodIsWrongThenNamesTheAllowedOnes() {
        CheckResponse answer = authz.check("PATCH", "/products/admin/1", Map.of());

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(405);
        assertThat(TestAuthorizer.header(answer, "allow")).isEqualTo("DELETE, POST, PUT");
    }

    @Test
    void checkWhenTheTokenIsBoundThenAProofIsAskedForByTheSchemesChallenge() {
        ECKey key = Proof.newKey();
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer");
        claims.put("cnf", Map.of("jkt", Proof.thumbprint(key)));
        String token = TestTokens.sign(claims);
        String proof =
                Proof.of(key, "GET", TestTokens.ISSUER + "/products", CLOCK.instant())
                        .forToken(token)
                        .text();
        Map<String, String> headers = Map.of("authorization", "DPoP " + token, "dpop", proof);

        assertThat(authz.check("GET", "/products", headers).hasOkResponse()).isTrue();
        CheckResponse again = authz.check("GET", "/products", headers);
        CheckResponse bearer =
                authz.check("GET", "/products", Map.of("authorization", "Bearer " + token));

        assertThat(again.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
        assertThat(again.getDeniedResponse().getBody()).contains("\"dpop_proof_invalid\"");
        assertThat(TestAuthorizer.header(again, "www-authenticate"))
                .isEqualTo(
                        "DPoP realm=\"gatehouse\", error=\"invalid_dpop_proof\","
                                + " error_description=\"The proof was used before\","
                                + " algs=\"ES256 PS256 RS256 EdDSA Ed25519\"");
        assertThat(bearer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
        assertThat(bearer.getDeniedResponse().getBody()).contains("\"token_invalid\"");
        assertThat(TestAuthorizer.header(bearer, "www-authenticate"))
                .startsWith("DPoP realm=\"gatehouse\", error=\"invalid_token\"");
    }

    @Test
    void checkWhenRequestIdIsHostileThenReplacesIt() {
        CheckResponse answer = authz.check("GET", "/x", Map.of("x-request-id", "a\"},{\"b"));

        assertThat(answer.getDeniedResponse().getBody()).doesNotContain("},{");
    }

    @Test
    void checkWhenRequestIsEmptyThenDenies() {
        CheckResponse answer = authz.stub().check(CheckRequest.getDefaultInstance());

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(400);
    }

    @Test
    void checkWhenMessageIsHugeThenTheCallFails() {
        assertThatThrownBy(() ->
                        authz.check("GET", "/products", Map.of("cookie", "x".repeat(300_000))))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e ->
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }

    @Test
    void checkWhenMethodOfTheServiceIsUnknownThenUnimplemented() {
        var method =
                io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.getCheckMethod().toBuilder()
                        .setFullMethodName("envoy.service.auth.v3.Authorization/Other")
                        .build();

        assertThatThrownBy(() ->
                        ClientCalls.blockingUnaryCall(
                                authz.channel(),
                                method,
                                CallOptions.DEFAULT,
                                CheckRequest.getDefaultInstance()))
                .hasMessageContaining("UNIMPLEMENTED");
    }

    @Test
    void healthWhenReadyThenServing() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(authz.channel());

        await().untilAsserted(() ->
                assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING));
    }

    @Test
    void checkWhenKeysRotateThenNewTokenPassesAtOnceAndFloodFetchesOnce() {
        RSAKey fresh = Tokens.key();
        authz.idp().serve(TestTokens.KEY, fresh);
        int before = authz.idp().keyFetches();
        String token =
                Tokens.sign(
                        Tokens.header(fresh).build(), TestTokens.claims(CLOCK, "customer"), fresh);

        assertThat(authz.status("/products", token)).isEqualTo(200);

        String unknown =
                Tokens.sign(
                        Tokens.header(TestTokens.OTHER_KEY).build(),
                        TestTokens.claims(CLOCK, "customer"),
                        TestTokens.OTHER_KEY);
        for (int i = 0; i < 50; i++) {
            assertThat(authz.status("/products", unknown)).isEqualTo(401);
        }
        assertThat(authz.idp().keyFetches()).isEqualTo(before + 1);
    }

    @Test
    void checkWhenRevokedThenTheStreamBringsItWithoutAPoll() {
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer");
        String token = TestTokens.sign(claims);
        assertThat(authz.status("/products", token)).isEqualTo(200);
        await().until(authz.idp()::hasStream);
        authz.idp().failPolls(true);

        authz.idp().revoke("sid", (String) claims.get("sid"));

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> authz.status("/products", token) == 401);
    }

    @Test
    void checkWhenTheStreamMissesARevocationThenThePollBringsIt() {
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer");
        String token = TestTokens.sign(claims);
        await().until(authz.idp()::hasStream);

        authz.idp().revokeQuietly("jti", (String) claims.get("jti"));

        await().atMost(Duration.ofSeconds(1)).until(() -> authz.status("/products", token) == 401);
    }

    @Test
    void checkWhenTheStreamIsCutThenItComesBack() {
        await().until(authz.idp()::hasStream);
        int connects = authz.idp().connects();

        authz.idp().cut();

        await().until(() -> authz.idp().connects() > connects && authz.idp().hasStream());
    }

    @Test
    void checkWhenHistoryGoesBackThenLoadsItAgain() {
        authz.idp().revoke("jti", "one");
        authz.idp().revoke("jti", "two");
        await().until(() -> authz.authorizer().denyList().revision() == 3);
        Map<String, Object> claims = TestTokens.claims(CLOCK, "customer");

        authz.idp().restore("sid", (String) claims.get("sid"));

        await().until(() -> authz.status("/products", TestTokens.sign(claims)) == 401);
        await().until(() -> authz.authorizer().denyList().revision() == 1);
    }

    @Test
    void checkWhenIdpIsAwayThenOnlySensitiveRoutesCloseAndHealAgain() {
        String customer = TestTokens.token(CLOCK, "customer");
        String admin = TestTokens.token(CLOCK, "admin");
        assertThat(authz.status("/admin/users", admin)).isEqualTo(200);

        authz.idp().goAway(true);

        await().until(() -> authz.status("/admin/users", admin) == 503);
        assertThat(authz.status("/products", customer)).isEqualTo(200);
        assertThat(authz.authorizer().isReady()).isTrue();
        CheckResponse answer =
                authz.check("GET", "/admin/users", Map.of("authorization", "Bearer " + admin));
        assertThat(TestAuthorizer.header(answer, "retry-after")).isEqualTo("1");
        assertThat(answer.getDeniedResponse().getBody()).contains("\"unavailable\"");

        authz.idp().goAway(false);

        await().until(() -> authz.status("/admin/users", admin) == 200);
    }

    @Test
    void decisionLogWhenCheckedThenOneLineWithoutTokenOrQuery() {
        String token = TestTokens.token(CLOCK, "customer");

        String line =
                decision(() ->
                        authz.check(
                                "GET",
                                "/products?q=planted-secret",
                                Map.of(
                                        "authorization",
                                        "Bearer " + token,
                                        "x-request-id",
                                        "req-1")));

        assertThat(line)
                .contains(
                        "\"outcome\":\"allow\"", "\"rule\":\"products\"", "\"requestId\":\"req-1\"")
                .contains("\"reason\":\"authorized\"", "\"method\":\"GET\"", TestTokens.SUBJECT)
                .doesNotContain("planted-secret", token.substring(0, 30), "alice");
    }

    @ParameterizedTest
    @CsvSource({
        "the call's, TRACE, OTHER, TRACE",
        "the client's where the call has none, , TRACE, TRACE",
        "a fresh one where there is none, , , 00-[0-9a-f]{32}-[0-9a-f]{16}-00",
        "a fresh one for what is none, 'x\"}', TRACE, 00-[0-9a-f]{32}-[0-9a-f]{16}-00",
    })
    void decisionLogWhenTracedThenNamesTheTrace(
            String what, String ofTheCall, String ofTheClient, String expected) {
        Metadata call = new Metadata();
        Map<String, String> headers = new HashMap<>();
        if (ofTheCall != null) {
            call.put(TRACEPARENT, trace(ofTheCall));
        }
        if (ofTheClient != null) {
            headers.put("traceparent", trace(ofTheClient));
        }

        String line =
                decision(() ->
                        authz.stub()
                                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(call))
                                .check(TestAuthorizer.request("GET", "/products", headers)));

        assertThat(line)
                .as(what)
                .containsPattern("\"traceparent\":\"" + trace(expected) + "\"")
                .doesNotContain(trace("OTHER"));
    }

    private static String trace(String name) {
        return name.replace("TRACE", "00-" + "a1".repeat(16) + "-" + "b2".repeat(8) + "-01")
                .replace("OTHER", "00-" + "c3".repeat(16) + "-" + "d4".repeat(8) + "-01");
    }

    /** The one line that a check leaves. */
    private static String decision(Runnable check) {
        try (CapturedLog log = new CapturedLog("io.gatehouse.authz.decision")) {
            check.run();
            await().until(() -> !log.records().isEmpty());
            assertThat(log.records()).hasSize(1);
            return new JsonLogFormatter().format(log.records().getFirst());
        }
    }
}
