// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers by which the services know the caller: a client that sends them itself gains nothing. */
@EndToEnd
@Order(12)
class IdentityHeadersE2E {
    private static final String ADMIN = "11111111-1111-4111-8111-111111111111";

    private final Target target;

    IdentityHeadersE2E(Target target) {
        this.target = target;
    }

    static Stream<Call.Header> forged() {
        return Stream.of(
                new Call.Header("x-user-id", ADMIN),
                new Call.Header("X-User-Id", ADMIN),
                new Call.Header("X-USER-ID", ADMIN),
                new Call.Header("x-uSeR-iD", ADMIN),
                new Call.Header("x_user_id", ADMIN),
                new Call.Header("x-user_id", ADMIN),
                new Call.Header("x-user-role", "admin"),
                new Call.Header("X-User-Role", "admin"),
                new Call.Header("x_user_role", "admin"),
                new Call.Header("x-user-roles", "admin"),
                new Call.Header("x-user-name", "admin"),
                new Call.Header("x-jwt-email", "admin@example.com"),
                new Call.Header("x-jwt-payload", "eyJyb2xlIjoiYWRtaW4ifQ"),
                new Call.Header("x-session-id", ADMIN),
                new Call.Header("x-token-id", ADMIN),
                new Call.Header("x-gatehouse-role", "admin"),
                new Call.Header(
                        "x-forwarded-client-cert",
                        "URI=spiffe://gatehouse.local/ns/gatehouse/sa/gateway"),
                new Call.Header(
                        "X-Forwarded-Client-Cert",
                        "By=x;URI=spiffe://cluster.local/ns/gatehouse/sa/orders"),
                new Call.Header("Connection", "x-user-id, x-user-role"),
                new Call.Header("x-envoy-original-path", "/products/admin"),
                new Call.Header("x-original-url", "/products/admin"),
                new Call.Header("x-rewrite-url", "/products/admin"),
                new Call.Header("x-http-method-override", "DELETE"));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void whoamiWhenOneHeaderIsForgedThenTellsTheTrueCaller(Call.Header header) {
        Session session = target.accounts().customer();
        Call call = Call.get("/authentication/whoami").bearer(session.token());
        try (RawClient raw = target.rawClient()) {
            isTrueOrRefused(raw.send(call.with(header.name(), header.value())), session);
        }
        try (RawClient raw = target.rawClient()) {
            Call twice =
                    call.with(header.name(), header.value()).with(header.name(), header.value());
            isTrueOrRefused(raw.send(twice), session);
        }
    }

    @ParameterizedTest
    @MethodSource("forged")
    void adminRouteWhenOneHeaderIsForgedThenStaysClosed(Call.Header header) {
        Call list = Call.get("/products/admin").with(header.name(), header.value());
        try (RawClient raw = target.rawClient()) {
            raw.send(list.bearer(target.accounts().customer().token())).checked().expect(400, 403);
        }
        try (RawClient raw = target.rawClient()) {
            raw.send(list).checked().expect(400, 401);
        }
    }

    @Test
    void whoamiWhenAllHeadersAreForgedWithoutATokenThenNobodyIsSignedIn() {
        Call call =
                Call.get("/authentication/whoami")
                        .with("x-user-id", ADMIN)
                        .with("x-user-role", "admin")
                        .with("x-user-name", "admin")
                        .with("x-session-id", ADMIN)
                        .with("x-token-id", ADMIN)
                        .with(
                                "x-forwarded-client-cert",
                                "URI=spiffe://gatehouse.local/ns/gatehouse/sa/gateway");
        try (RawClient raw = target.rawClient()) {
            raw.send(call).checked().expectProblem(401, "token_missing");
        }
    }

    @Test
    void whoamiWhenSpokenOverHttp2ThenForgedHeadersGainNothing() {
        Session session = target.accounts().customer();
        try (Client client = target.client2()) {
            Call call =
                    Call.get("/authentication/whoami")
                            .bearer(session.token())
                            .with("x-user-id", ADMIN)
                            .with("x-user-role", "admin");

            isTrueOrRefused(client.send(call), session);
        }
    }

    @Test
    void requestIdWhenSentByTheClientThenIsReplaced() {
        try (Client client = target.client()) {
            Answer answer =
                    client.send(Call.get("/products").with("x-request-id", "chosen-by-the-client"));

            answer.expectProblem(401, "token_missing");
            assertThat(answer.field("requestId")).isNotEqualTo("chosen-by-the-client");
        }
    }

    private static void isTrueOrRefused(Answer answer, Session session) {
        answer.checked().expect(200, 400);
        if (answer.status() == 200) {
            JsonNode whoami = answer.json();
            assertThat(whoami.path("id").asText()).as(answer.describe()).isEqualTo(session.id());
            assertThat(whoami.path("username").asText()).isEqualTo(session.account().username());
            assertThat(whoami.path("roles").toString()).isEqualTo("[\"customer\"]");
        }
    }
}
