// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.HttpAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to write a path that is not the one it seems to be. */
@ExtendWith(GateExtension.class)
class GatePathIT {

    private Gate gate;
    private GateClient client;

    @BeforeEach
    void useGate(Gate running) {
        gate = running;
        client = gate.from("127.0.4.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/metrics",
                "/microservice/orders/add",
                "/microservice/products/release",
                "/microservice/revocations",
                "/payments/0a-1/charge",
                "/",
                "/orders/",
                "/ORDERS",
                "/orders/0a-1/",
                "/orders/0a-1/pay",
                "/orders/xyz",
                "/orders/0G",
                "/products/ADMIN",
                "/openapi.json/",
                "/docs/a/b",
                "/docs/a~b",
                "/problems/Sold",
                "/problems/a-b",
                "/products/adminx",
                "/products/admin/",
                "/products/0a-1/buy/now",
                "/.well-known/",
                "/authentication",
                "/ready",
                "/config_dump"
            })
    void pathWhenNotListedThen404EvenForAdmin(String path) {
        HttpAnswer answer = client.send("GET", path, gate.bearer("admin"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products%2fadmin",
                "/products%2Fadmin",
                "/products%5cadmin",
                "/products%5Cadmin",
                "/products/x%00",
                "/orders/..%2fproducts/admin",
                "/products/admin;x",
                "/products;x/admin",
                "/products/admin%3bx",
                "/products/%2561dmin",
                "/products/admin%0a",
                "/products/%c0%af",
                "/products/admin%",
                "/products/admin%zz",
                "/orders/a+b",
                "/orders/a,b",
                "/orders/*",
                "/orders/{id}",
                "/orders/a:b",
                "/orders#products",
                "/../orders%2e%2e%2f"
            })
    void pathWhenNotPlainThen400(String path) {
        HttpAnswer answer = client.send("GET", path, gate.bearer());

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isIn("bad_path", "malformed_request");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/0F8FAD5B-D9CB-469F-A165-70867728950E, /orders/0F8FAD5B-D9CB-469F-A165-70867728950E",
        "/products/Ab-1, /products/Ab-1",
        "/./orders, /orders",
        "/products/../orders, /orders",
        "//orders, /orders",
        "/%6frders, /orders",
        "/health/../orders?a=%2f&b=;, /orders?a=%2f&b=;",
        "/orders/0a//, ''"
    })
    void pathWhenNormalisedThenTheServiceSeesThePlainOne(String path, String seen) {
        HttpAnswer answer = client.send("GET", path, gate.bearer());

        assertThat(answer.status()).isEqualTo(seen.isEmpty() ? 404 : 200);
        assertThat(answer.json().path("target").asText()).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products/./admin",
                "/products/x/../admin",
                "/products//admin",
                "/products/%61dmin",
                "/products\\admin",
                "/products/x/%2e%2e/admin",
                "/products/.%2e/products/admin"
            })
    void adminPathWhenDisguisedThen403ForCustomer(String path) {
        HttpAnswer answer = client.send("GET", path, gate.bearer("customer"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-original-url", "x-rewrite-url", "x-http-method-override"})
    void pathWhenAnotherIsNamedInHeaderThenIgnored(String header) {
        HttpAnswer answer = client.send("GET", "/orders", header + ": /admin/users", gate.bearer());

        assertThat(answer.json().path("target").asText()).isEqualTo("/orders");
        assertThat(answer.json().path("method").asText()).isEqualTo("GET");
    }
}
