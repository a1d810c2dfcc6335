// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.testkit.MetricsPage;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.helidon.microprofile.server.ServerCdiExtension;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FakeIdpExtension.class)
@HelidonTest
@AddConfig(key = "server.port", value = "0")
@AddConfig(key = "server.sockets.0.port", value = "0")
class AuthzServerIT {
    private static final String GATEWAY =
            "URI=spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";

    @Inject private AuthzServer authz;
    @Inject private ServerCdiExtension server;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void readinessWhenIdpGoesAwayThenStaysUpAndSaysStale() throws Exception {
        await().until(() -> ready().get("status").textValue().equals("UP"));
        assertThat(gate(ready()).get("stale").booleanValue()).isFalse();

        FakeIdpExtension.idp().goAway(true);
        await().until(() -> gate(ready()).get("stale").booleanValue());
        assertThat(ready().get("status").textValue()).isEqualTo("UP");
        assertThat(gate(ready()).get("ageSeconds").longValue()).isPositive();

        FakeIdpExtension.idp().goAway(false);
        await().until(() -> !gate(ready()).get("stale").booleanValue());
    }

    @Test
    void metricsWhenCheckedThenCountDecisionsAndTellTheDenyList() throws Exception {
        await().until(() -> ready().get("status").textValue().equals("UP"));
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("localhost", authz.grpcPort())
                        .usePlaintext()
                        .build();
        try {
            AuthorizationGrpc.AuthorizationBlockingStub stub =
                    AuthorizationGrpc.newBlockingStub(channel);
            String token = TestTokens.token(Clock.systemUTC(), "customer");
            assertThat(
                            stub.check(
                                            TestAuthorizer.request(
                                                    "GET",
                                                    "/products",
                                                    Map.of("authorization", "Bearer " + token)))
                                    .hasOkResponse())
                    .isTrue();
            stub.check(TestAuthorizer.request("GET", "/products", Map.of()));
        } finally {
            channel.shutdownNow();
        }

        await().untilAsserted(() ->
                assertThat(get("/metrics").body())
                        .containsPattern(
                                "gatehouse_authz_decisions_total\\{.*outcome=\"allow\".*reason=\"authorized\".*} ")
                        .containsPattern(
                                "gatehouse_authz_decisions_total\\{.*outcome=\"deny\""
                                        + ".*reason=\"credential_missing\".*} ")
                        .contains(
                                "gatehouse_authz_check_seconds_count",
                                "gatehouse_authz_deny_list_age_seconds",
                                "gatehouse_authz_deny_list_revision",
                                "gatehouse_authz_deny_list_entries",
                                "gatehouse_authz_key_ring_generation",
                                "gatehouse_authz_key_refreshes"));
        MetricsPage.check(get("/metrics").body());
    }

    @Test
    void failWhenFaultsAreNotSwitchedOnThenNotFound() throws Exception {
        assertThat(fail("admin").statusCode()).isEqualTo(404);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void failWhenNotAdminThenForbidden() throws Exception {
        HttpResponse<String> answer = fail("customer");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
    }

    private HttpResponse<String> fail(String role) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:"
                                                + server.port()
                                                + "/authorization/fail"))
                        .header("x-forwarded-client-cert", GATEWAY)
                        .header("x-user-id", UUID.randomUUID().toString())
                        .header("x-user-name", "ann")
                        .header("x-user-role", role)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode ready() throws IOException, InterruptedException {
        return Json.mapper().readTree(get("/health/ready").body());
    }

    private static JsonNode gate(JsonNode health) {
        for (JsonNode check : health.get("checks")) {
            if (check.get("name").textValue().equals("gate")) {
                return check.get("data");
            }
        }
        throw new AssertionError("no check 'gate' in " + health);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + server.port("admin") + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
