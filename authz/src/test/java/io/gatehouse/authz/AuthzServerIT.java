// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.MetricsPage;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.helidon.microprofile.server.ServerCdiExtension;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.net.URI;
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
    @Inject private AuthzServer authz;
    @Inject private ServerCdiExtension server;

    @Test
    void readinessWhenIdpGoesAwayThenStaysUpAndSaysStale() {
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
    void metricsWhenCheckedThenCountDecisionsAndTellTheDenyList() {
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
                assertThat(get("/metrics").text())
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
        MetricsPage.check(get("/metrics").text());
    }

    @Test
    void failWhenFaultsAreNotSwitchedOnThenNotFound() {
        assertThat(fail("admin").status()).isEqualTo(404);
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void failWhenNotAdminThenForbidden() {
        HttpAnswer answer = fail("customer");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("content-type")).hasValue("application/problem+json");
    }

    private HttpAnswer fail(String role) {
        return Http.at(URI.create("http://localhost:" + server.port()))
                .as(UUID.randomUUID(), "ann", role)
                .post("/authorization/fail");
    }

    private JsonNode ready() {
        return get("/health/ready").json();
    }

    private static JsonNode gate(JsonNode health) {
        for (JsonNode check : health.get("checks")) {
            if (check.get("name").textValue().equals("gate")) {
                return check.get("data");
            }
        }
        throw new AssertionError("no check 'gate' in " + health);
    }

    private HttpAnswer get(String path) {
        return Http.at(URI.create("http://localhost:" + server.port("admin"))).get(path);
    }
}
