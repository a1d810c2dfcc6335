// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePolicyTest {
    private final RoutePolicy policy =
            PolicyReader.read(Path.of("..", "k8s", "base", "policy.yaml"));

    @ParameterizedTest
    @CsvSource({
        "GET,/products,products",
        "GET,/products/1,product",
        "HEAD,/products,products",
        "HEAD,/products/1,product",
        "HEAD,/products/admin,products-admin",
        "GET,/products/0F8FAD5B-D9CB-469F-A165-70867728950E,product",
        "POST,/orders/0F8FAD5B-d9cb-469f-A165-70867728950E/cancel,order-cancel",
        "GET,/openapi.json,openapi",
        "GET,/docs,docs",
        "GET,/docs/redoc.standalone-2.1.js,docs-file",
        "GET,/problems,problems",
        "GET,/problems/sold_out,problem",
        "GET,/products/0f8fad5b-d9cb-469f-a165-70867728950e,product",
        "GET,/products/admin,products-admin",
        "DELETE,/products/admin/0f8fad5b-d9cb-469f-a165-70867728950e,product-admin",
        "POST,/products/admin/1/stock-corrections,product-stock-corrections",
        "HEAD,/products/admin/1/stock-movements,product-stock-movements",
        "POST,/products/1/buy,product-buy",
        "POST,/admin/keys/rotate,admin-keys-rotate",
        "POST,/admin/keys/aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3_-aB3/revoke,admin-key-revoke"
    })
    void matchWhenListedThenFindsTheRule(String method, String path, String rule) {
        assertThat(policy.match(method, path))
                .isInstanceOfSatisfying(
                        RouteMatch.Found.class,
                        found -> assertThat(found.rule().name()).isEqualTo(rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/products/",
                "/products/1/",
                "/products/xyz",
                "/products/ADMIN",
                "/Products",
                "/products/admin/",
                "/products/admin/list",
                "/products/admin/1/stock",
                "/products/admin/1/stock-movements/",
                "/products/1/stock-movements",
                "/products/1/buy/2",
                "/products/1/2",
                "/admin",
                "/admin/",
                "/admin/users/xyz",
                "/admin/keys/short/revoke",
                "/microservice/orders/add",
                "/microservice/revocations",
                "/health",
                "/health/ready",
                "/metrics",
                "/openapi",
                "/openapi.json/",
                "/docs/",
                "/docs/a/b",
                "/docs/a~b",
                "/problems/Sold_out",
                "/problems/sold-out",
                "/problems/1",
                "/products/0G",
                "/authentication",
                "/.well-known",
                "/payments/1/charge",
                "/authentication/login/x",
                "/orders/1/cancel/",
                "/accounts",
                "/accounts/me/"
            })
    void matchWhenNotListedThenSaysSo(String path) {
        assertThat(policy.match("GET", path)).isEqualTo(new RouteMatch.NotListed());
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/products,GET;HEAD",
        "head,/products,GET;HEAD",
        "get,/products,GET;HEAD",
        "TRACE,/products,GET;HEAD",
        "'',/products,GET;HEAD",
        "HEAD,/products/1/buy,POST",
        "POST,/openapi.json,GET;HEAD",
        "GET,/products/admin/1,DELETE;POST;PUT",
        "GET,/products/1/buy,POST"
    })
    void matchWhenOtherMethodThenNamesTheAllowedOnes(String method, String path, String allowed) {
        assertThat(policy.match(method, path))
                .isEqualTo(new RouteMatch.WrongMethod(Set.of(allowed.split(";"))));
    }
}
