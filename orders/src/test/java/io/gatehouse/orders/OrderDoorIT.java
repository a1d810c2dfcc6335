// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.BadRequest;
import io.gatehouse.testkit.BadSource;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.HeadRequest;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.MetricsPage;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and with what. */
@ExtendWith({DatabaseExtension.class, FakeProducts.class})
@HelidonTest
class OrderDoorIT {
    private static final String ADD = "/microservice/orders/add";
    private static final UUID CUSTOMER = UUID.randomUUID();
    private static final UUID ORDER = UUID.randomUUID();
    private static final String BIG = "x".repeat(1_000_000);

    @Inject private WebTarget target;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @ParameterizedTest
    @CsvSource({
        "GET, /orders, nobody, 403, peer_refused",
        "GET, /orders, anonymous, 401, token_missing",
        "GET, /orders, products, 403, peer_refused",
        "GET, /orders, customer, 200, ''",
        "GET, /orders/ID, nobody, 403, peer_refused",
        "GET, /orders/ID, anonymous, 401, token_missing",
        "GET, /orders/ID, customer, 404, not_found",
        "GET, /orders/ID, admin, 404, not_found",
        "POST, /orders/ID/cancel, anonymous, 401, token_missing",
        "POST, /orders/ID/cancel, products, 403, peer_refused",
        "POST, /orders/ID/cancel, customer, 404, not_found",
        "POST, /orders/fail, anonymous, 401, token_missing",
        "POST, /orders/fail, customer, 403, forbidden",
        "POST, /orders/fail, admin, 404, not_found",
        "POST, /microservice/orders/add, nobody, 403, peer_refused",
        "POST, /microservice/orders/add, admin, 403, peer_refused",
        "POST, /microservice/orders/add, orders, 403, peer_refused",
        "POST, /microservice/orders/add, payments, 403, peer_refused",
        "POST, /microservice/orders/add, products, 400, malformed_request",
        "DELETE, /orders/ID, customer, 405, method_not_allowed",
        "PUT, /orders, customer, 405, method_not_allowed",
        "GET, /orders/ID/lines, customer, 404, not_found"
    })
    void anyRouteWhenCalledThenOnlyForItsCallers(
            String method, String path, String who, int status, String code) {
        HttpAnswer answer = as(who).send(method, path.replace("ID", ORDER.toString()));

        assertThat(answer.status()).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/orders?limit=0, limit",
        "/orders?after=%00, after",
        "/orders/1, id",
        "/orders/AAAAAAAA-0000-4000-8000-00000000000G, id"
    })
    void getWhenAParameterIsBadThenNamesIt(String path, String field) {
        HttpAnswer answer = as("customer").get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/%00", "/orders/%ff%fe", "/orders/..%2f..%2fadmin"})
    void getWhenThePathIsHostileThenAProblemAndNoFailure(String path) {
        HttpAnswer answer = as("customer").get(path);

        assertThat(answer.status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadRequest#all")
    void anyRouteWhenTheRequestIsWrongAsHttpThenAProblemAndALogLine(BadRequest bad) {
        bad.check(as("customer"), "/orders", as("products"), ADD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders?limit=0", "/orders/1", "/orders/a/cancel"})
    void headWhenAskedThenAsGetWithoutABody(String path) {
        HeadRequest.check(as("customer"), path);
    }

    @Test
    void metricsWhenReadThenEachIsExplainedAndOursBeginAlike() {
        MetricsPage.check(admin.path("/metrics").request("text/plain").get(String.class));
    }

    static Stream<Arguments> badOrders() {
        String good = Requests.order(ORDER, CUSTOMER);
        return Stream.of(
                Arguments.of("", 400, ""),
                Arguments.of("null", 400, ""),
                Arguments.of("{", 400, ""),
                Arguments.of("[]", 400, ""),
                Arguments.of("\"text\"", 400, ""),
                Arguments.of(good + "{}", 400, ""),
                Arguments.of("{}", 422, "customerId"),
                Arguments.of(good.replace("\"lines\"", "\"line\""), 400, "line"),
                Arguments.of(good.replace("\"payment\"", "\"a\":1,\"payment\""), 400, "a"),
                Arguments.of(good.replace("\"total\"", "\"orderId\":1,\"total\""), 400, ""),
                Arguments.of(good.replace(ORDER.toString(), "1"), 400, "orderId"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":\"2\""), 400, "quantity"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":2.5"), 400, "quantity"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":true"), 400, "quantity"),
                Arguments.of(
                        good.replace("\"quantity\":2", "\"quantity\":99999999999999999999"),
                        400,
                        "quantity"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":0"), 422, "quantity"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":-1"), 422, "quantity"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":101"), 422, "quantity"),
                Arguments.of(good.replace("\"quantity\":2", "\"quantity\":null"), 422, "quantity"),
                Arguments.of(good.replace("Mug", ""), 422, "name"),
                Arguments.of(good.replace("Mug", "M\\u0000g"), 400, "name"),
                Arguments.of(good.replace("Mug", "M\\u0007g"), 422, "name"),
                Arguments.of(good.replace("Mug", "\\ud800"), 400, "name"),
                Arguments.of(good.replace("Mug", "x".repeat(201)), 422, "name"),
                Arguments.of(good.replace("EUR", "USD"), 422, "currency"),
                Arguments.of(good.replace("1500", "-1500"), 422, "amount"),
                Arguments.of(good.replace("3000", "3001"), 422, "total"),
                Arguments.of(good.replace("1500", "9223372036854775807"), 422, "total"),
                Arguments.of(good.replace("1500", "9223372036854775808"), 400, "amount"),
                Arguments.of(good.replace("card", "cash"), 422, "payment.method"),
                Arguments.of(good.replaceFirst("\\[\\{", "[null,{"), 422, "lines"),
                Arguments.of(good.replaceAll("(?s)\\[.*\\]", "[]"), 422, "lines"),
                Arguments.of(good.replace("Mug", BIG), 413, ""));
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadSource#all")
    void addWhenTheSourceIsNoTokenThenRefusesAndKeepsNothing(BadSource bad) {
        String body = Requests.order(ORDER, CUSTOMER, "SOURCE").replace("\"SOURCE\"", bad.json());

        bad.check(as("products").post(ADD, body), "payment.source");

        assertThat(Rows.count("SELECT count(*) FROM customer_order WHERE id = ?", ORDER)).isZero();
    }

    @ParameterizedTest
    @MethodSource("badOrders")
    void addWhenTheBodyIsBadThenNamesTheFieldAndKeepsNothing(
            String body, int status, String field) {
        HttpAnswer answer = as("products").post(ADD, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("errors").toString()).contains(field);
        assertThat(Rows.count("SELECT count(*) FROM customer_order WHERE id = ?", ORDER)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void addWhenNotJsonThenUnsupported(String type) {
        Http products = as("products");
        HttpAnswer answer =
                products.send(
                        products.request(ADD)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString(Requests.order(ORDER, CUSTOMER))));

        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-user-id", "x-user-role", "x-user-name"})
    void getWhenAnIdentityHeaderIsRepeatedThenRefuses(String header) {
        Http alice = as("customer");
        HttpAnswer answer =
                alice.send(alice.request("/orders").header(header, UUID.randomUUID().toString()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_request");
    }

    @Test
    void addWhenNoBodyThenMalformed() {
        Http products = as("products").with("Content-Type", "application/json");

        assertThat(products.post(ADD).status()).isEqualTo(400);
    }

    private Http as(String who) {
        return Http.at(target.getUri()).named(who, CUSTOMER);
    }
}
