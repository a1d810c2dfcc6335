// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to write a path so that the gate and the service might read it differently. */
@EndToEnd
@Order(13)
class PathsE2E {
    private final Target target;

    PathsE2E(Target target) {
        this.target = target;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products/admin",
                "/products/admin/",
                "/products/admin//",
                "//products/admin",
                "/products//admin",
                "/products/./admin",
                "/./products/admin",
                "/products/x/../admin",
                "/authentication/login/../../products/admin",
                "/.well-known/jwks.json/../../products/admin",
                "/products/admin;x",
                "/products/admin;x=1",
                "/products;x/admin",
                "/products/;/admin",
                "/;/products/admin",
                "/products/%61dmin",
                "/products/%41dmin",
                "/products%2fadmin",
                "/products%2Fadmin",
                "/products/%2e/admin",
                "/products/x/%2e%2e/admin",
                "/products/x%2f..%2fadmin",
                "/.well-known/jwks.json%2f..%2f..%2fproducts%2fadmin",
                "/products/admin%2f",
                "/products/admin%20",
                "/products/admin%09",
                "/products/admin%00",
                "/products/admin%00.json",
                "/products/admin%0a",
                "/products/admin%3b",
                "/products/admin%3fx",
                "/products/admin%23",
                "/products/%2561dmin",
                "/products/%c0%afadmin",
                "/products\\admin",
                "/products%5cadmin",
                "\\products\\admin",
                "/products/admin\\",
                "/Products/admin",
                "/products/Admin",
                "/PRODUCTS/ADMIN",
                "/products/admin.json",
                "/products/admin.",
                "/products/admin~",
                "/products/admin*",
                "/products/admin:",
                "/products/admin?x",
                "/products/admin?limit=1&limit=2",
                "/products/admin#x",
                "/products?/../products/admin",
                "/products/adm%69n/",
                "/products/admin/..;/admin",
                "https://localhost/products/admin",
                "http://evil.example/products/admin"
            })
    void adminPageWhenWrittenInAnotherWayThenIsClosedToACustomer(String path) {
        String token = target.accounts().customer().token();
        boolean list = path.startsWith("/products?");
        try (RawClient raw = target.rawClient()) {
            Answer answer = raw.send(Call.get(path).bearer(token)).checked();

            assertThat(answer.status())
                    .as(answer.describe())
                    .isIn(list ? new Object[] {200} : new Object[] {400, 403, 404});
            assertThat(answer.text()).as(answer.describe()).doesNotContain("reserved");
        }
        try (RawClient raw = target.rawClient()) {
            raw.send(Call.get(path)).checked().expect(400, 401, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/microservice/orders/add",
                "//microservice/orders/add",
                "/products/../microservice/orders/add",
                "/orders/%2e%2e/microservice/orders/add",
                "/microservice;x/orders/add",
                "/%6dicroservice/orders/add",
                "/Microservice/orders/add",
                "/products/..%2fmicroservice/orders/add",
                "/.well-known/../microservice/revocations",
                "/authentication/login/..;/microservice/revocations"
            })
    void microserviceRouteWhenWrittenInAnotherWayThenIsNotReached(String path) {
        String token = target.accounts().admin().token();
        for (String method : new String[] {"GET", "POST"}) {
            try (RawClient raw = target.rawClient()) {
                Call call = Call.of(method, path).bearer(token).text("application/json", "{}");
                Answer answer = raw.send(call).checked();

                assertThat(answer.status()).as(answer.describe()).isIn(400, 404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "TRACE",
                "CONNECT",
                "PROPFIND",
                "OPTIONS",
                "HEAD",
                "PATCH",
                "G\u00e9T",
                "DELETE"
            })
    void adminPageWhenAskedForWithAnOddMethodThenIsClosedToACustomer(String method) {
        String token = target.accounts().customer().token();
        try (RawClient raw = target.rawClient()) {
            Answer answer = raw.send(Call.of(method, "/products/admin").bearer(token));

            assertThat(answer.status()).as(answer.describe()).isBetween(400, 499);
            assertThat(answer.text()).as(answer.describe()).doesNotContain("reserved");
        }
    }
}
