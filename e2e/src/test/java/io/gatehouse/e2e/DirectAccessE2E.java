// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testkit.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Going round the gate, straight to a service: only a workload that has business there is heard.
 */
@EndToEnd
@Tag("local")
@Order(24)
class DirectAccessE2E {
    private final LocalSystem system;

    DirectAccessE2E(Target target) {
        this.system = target.local();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "authz", "products", "orders", "payments"})
    void serviceWhenAskedWithoutACertificateThenDoesNotSpeak(String service) {
        try (Client client = client(service, Tls.trusting(workloadCa()))) {
            assertThatThrownBy(() -> client.unchecked(Call.get("/")))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void authzWhenAskedWithoutACertificateThenDoesNotSpeak() {
        assertThatThrownBy(() -> check(Tls.trusting(workloadCa()))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "products", "idp"})
    void authzWhenAskedByAnotherThanTheGatewayThenRefuses(String workload) throws Exception {
        HttpResponse<byte[]> answer = check(as(workload));

        assertThat(answer.headers().firstValue("grpc-status"))
                .isIn(Optional.of("7"), Optional.of("16"));
    }

    /** The headers are what the gateway would send for an admin. */
    @ParameterizedTest
    @CsvSource({
        "products, orders, GET, /products/admin",
        "products, idp, GET, /products",
        "products, authz, GET, /products",
        "products, products, GET, /products",
        "products, idp, POST, /microservice/products/release",
        "products, gateway, POST, /microservice/products/release",
        "orders, idp, GET, /orders",
        "orders, products, GET, /orders",
        "orders, idp, POST, /microservice/orders/add",
        "orders, gateway, POST, /microservice/orders/add",
        "orders, orders, POST, /microservice/orders/add",
        "idp, products, GET, /authentication/whoami",
        "idp, orders, GET, /admin/users",
        "idp, orders, POST, /authentication/login",
        "idp, gateway, GET, /microservice/revocations?after=0",
        "idp, orders, GET, /microservice/revocations?after=0",
        "authz, orders, POST, /authorization/fail"
    })
    void serviceWhenAskedByTheWrongWorkloadThenRefuses(
            String service, String workload, String method, String path) {
        Call call = Call.of(method, path);
        Call whole = asAdmin(method.equals("POST") ? call.text("application/json", "{}") : call);
        try (Client client = client(service, as(workload))) {
            client.unchecked(whole).expectProblem(403, "peer_refused");
        }
    }

    @Test
    void serviceWhenAskedByTheGatewayThenAnswers() {
        try (Client client = client("products", as("gateway"))) {
            client.unchecked(asAdmin(Call.get("/products/admin"))).expect(200);
            client.unchecked(Call.get("/products")).expectProblem(401, "token_missing");
        }
    }

    @Test
    void serviceWhenAnotherWorkloadClaimsToBeTheGatewayInAHeaderThenRefuses() {
        Call call =
                asAdmin(Call.get("/products/admin"))
                        .with(
                                "x-forwarded-client-cert",
                                "URI=spiffe://gatehouse.local/ns/gatehouse/sa/gateway");
        try (Client client = client("products", as("orders"))) {
            client.unchecked(call).expectProblem(403, "peer_refused");
        }
    }

    @Test
    void orderWhenAddedByProductsThenIsReadStrictly() {
        Call call = Call.post("/microservice/orders/add").text("application/json", "{}");
        try (Client client = client("orders", as("products"))) {
            client.unchecked(call).expectProblem(422, "rule_broken");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"idp", "products", "orders", "payments"})
    void serviceWhenAskedForHealthOnItsOwnPortThenHasNone(String service) {
        try (Client client = client(service, as("gateway"))) {
            client.unchecked(Call.get("/health")).expect(404);
            client.unchecked(Call.get("/metrics")).expect(404);
        }
    }

    private static Call asAdmin(Call call) {
        return call.with("x-user-id", UUID.randomUUID().toString())
                .with("x-user-role", "admin")
                .with("x-user-name", "somebody")
                .with("x-session-id", UUID.randomUUID().toString())
                .with("x-token-id", UUID.randomUUID().toString());
    }

    /** An empty CheckRequest of Envoy's ext_authz, as one gRPC message. */
    private HttpResponse<byte[]> check(SSLContext tls) throws IOException, InterruptedException {
        URI uri =
                URI.create(
                        "https://localhost:"
                                + system.number("authz", "grpcPort")
                                + "/envoy.service.auth.v3.Authorization/Check");
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("content-type", "application/grpc")
                        .header("te", "trailers")
                        .POST(BodyPublishers.ofByteArray(new byte[5]))
                        .build();
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls).build()) {
            return http.send(request, BodyHandlers.ofByteArray());
        }
    }

    private Client client(String service, SSLContext tls) {
        return new Client(
                URI.create("https://localhost:" + system.port(service)), tls, Optional.empty());
    }

    private SSLContext as(String workload) {
        return Certificates.of(system).workload(workload);
    }

    private Path workloadCa() {
        return system.certificates().resolve("workloads/ca.crt");
    }
}
