// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

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
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and with what. */
@ExtendWith({DatabaseExtension.class, FakeOrders.class})
@HelidonTest
class ProductDoorIT {
    private static final UUID CALLER = UUID.randomUUID();
    private static final UUID UNKNOWN = UUID.randomUUID();
    private static final String BIG = "x".repeat(1_000_000);

    @Inject private WebTarget target;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.at(target.getUri());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /products, nobody, 403, peer_refused",
        "GET, /products, anonymous, 401, token_missing",
        "GET, /products, orders, 403, peer_refused",
        "GET, /products, customer, 200, ''",
        "GET, /products/ID, anonymous, 401, token_missing",
        "GET, /products/ID, customer, 404, not_found",
        "POST, /products/ID/buy, nobody, 403, peer_refused",
        "POST, /products/ID/buy, anonymous, 401, token_missing",
        "POST, /products/ID/buy, orders, 403, peer_refused",
        "GET, /products/ID/buy, customer, 405, method_not_allowed",
        "GET, /products/admin, anonymous, 401, token_missing",
        "GET, /products/admin, customer, 403, forbidden",
        "GET, /products/admin, payment, 403, forbidden",
        "GET, /products/admin, admin, 200, ''",
        "POST, /products/admin/ID, customer, 403, forbidden",
        "PUT, /products/admin/ID, customer, 403, forbidden",
        "DELETE, /products/admin/ID, anonymous, 401, token_missing",
        "DELETE, /products/admin/ID, customer, 403, forbidden",
        "DELETE, /products/admin/ID, admin, 404, not_found",
        "GET, /products/admin/ID/stock-movements, nobody, 403, peer_refused",
        "GET, /products/admin/ID/stock-movements, anonymous, 401, token_missing",
        "GET, /products/admin/ID/stock-movements, customer, 403, forbidden",
        "GET, /products/admin/ID/stock-movements, payment, 403, forbidden",
        "GET, /products/admin/ID/stock-movements, orders, 403, peer_refused",
        "GET, /products/admin/ID/stock-movements, admin, 404, not_found",
        "POST, /products/admin/ID/stock-movements, admin, 405, method_not_allowed",
        "DELETE, /products/admin/ID/stock-movements, admin, 405, method_not_allowed",
        "POST, /products/admin/ID/stock-corrections, nobody, 403, peer_refused",
        "POST, /products/admin/ID/stock-corrections, anonymous, 401, token_missing",
        "POST, /products/admin/ID/stock-corrections, customer, 403, forbidden",
        "POST, /products/admin/ID/stock-corrections, payment, 403, forbidden",
        "POST, /products/admin/ID/stock-corrections, orders, 403, peer_refused",
        "POST, /products/admin/ID/stock-corrections, admin, 400, malformed_request",
        "GET, /products/admin/ID/stock-corrections, admin, 405, method_not_allowed",
        "POST, /products/fail, anonymous, 401, token_missing",
        "POST, /products/fail, customer, 403, forbidden",
        "POST, /products/fail, admin, 404, not_found",
        "POST, /microservice/products/release, nobody, 403, peer_refused",
        "POST, /microservice/products/release, admin, 403, peer_refused",
        "POST, /microservice/products/release, products, 403, peer_refused",
        "POST, /microservice/products/release, orders, 400, malformed_request",
        "DELETE, /products/ID, admin, 405, method_not_allowed",
        "GET, /products/ID/stock, customer, 404, not_found"
    })
    void anyRouteWhenCalledThenOnlyForItsCallers(
            String method, String path, String who, int status, String code) {
        HttpAnswer answer = as(who).send(method, path.replace("ID", UNKNOWN.toString()));

        assertThat(answer.status()).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/products?limit=0, limit",
        "/products?after=%00, after",
        "/products?q=%00, q",
        "/products/1, id",
        "/products/admin/1/stock-movements, id",
        "/products/admin/0f8fad5b-d9cb-469f-a165-70867728950e/stock-movements?limit=101, limit",
        "/products/admin/0f8fad5b-d9cb-469f-a165-70867728950e/stock-movements?after=x, after",
        "/products/AAAAAAAA-0000-4000-8000-00000000000G, id"
    })
    void getWhenAParameterIsBadThenNamesIt(String path, String field) {
        HttpAnswer answer = as(path.contains("admin") ? "admin" : "customer").get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/products/%00", "/products/%ff%fe", "/products/..%2fadmin"})
    void getWhenThePathIsHostileThenAProblemAndNoFailure(String path) {
        assertThat(as("customer").get(path).status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadRequest#all")
    void anyRouteWhenTheRequestIsWrongAsHttpThenAProblemAndALogLine(BadRequest bad) {
        bad.check(
                as("customer"),
                "/products",
                as("customer").with("Idempotency-Key", Shop.key()),
                "/products/" + UNKNOWN + "/buy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products",
                "/products?limit=0",
                "/products/admin",
                "/products/1",
                "/products/a/buy"
            })
    void headWhenAskedThenAsGetWithoutABody(String path) {
        HeadRequest.check(as("admin"), path);
    }

    @Test
    void metricsWhenReadThenEachIsExplainedAndOursBeginAlike() {
        MetricsPage.check(admin.path("/metrics").request("text/plain").get(String.class));
    }

    @Test
    void getWhenTheIdIsInCapitalsThenTheSameProduct() {
        UUID id = shop.product(5);
        String capitals = id.toString().toUpperCase(Locale.ROOT);

        assertThat(as("customer").get("/products/" + capitals).field("id"))
                .isEqualTo(id.toString());
        HeadRequest.check(as("customer"), "/products/" + capitals);
        assertThat(as("admin").send("DELETE", "/products/admin/" + capitals).status())
                .isEqualTo(204);
    }

    static Stream<Arguments> badProducts() {
        String good = Shop.productJson("Thing", 5);
        return Stream.of(
                Arguments.of("", 400, ""),
                Arguments.of("null", 400, ""),
                Arguments.of("{\"name\":", 400, ""),
                Arguments.of("[]", 400, ""),
                Arguments.of(good + "1", 400, ""),
                Arguments.of("{}", 422, "name"),
                Arguments.of(good.replace("\"name\"", "\"title\""), 400, "title"),
                Arguments.of(good.replace("\"stock\":5", "\"stock\":\"5\""), 400, "stock"),
                Arguments.of(good.replace("\"stock\":5", "\"stock\":5.5"), 400, "stock"),
                Arguments.of(good.replace("\"stock\":5", "\"stock\":-1"), 422, "stock"),
                Arguments.of(good.replace("\"stock\":5", "\"stock\":1000001"), 422, "stock"),
                Arguments.of(
                        good.replace("\"stock\":5", "\"stock\":9223372036854775808"), 400, "stock"),
                Arguments.of(good.replace("1250", "0"), 422, "price.amount"),
                Arguments.of(good.replace("1250", "-1"), 422, "price.amount"),
                Arguments.of(good.replace("1250", "1000000001"), 422, "price.amount"),
                Arguments.of(good.replace("1250", "1e400"), 400, "amount"),
                Arguments.of(good.replace("EUR", "eur"), 422, "price.currency"),
                Arguments.of(good.replaceAll("\\{\"amount.*?\\}", "12"), 400, "price"),
                Arguments.of(good.replaceAll("\\{\"amount.*?\\}", "null"), 422, "price"),
                Arguments.of(good.replace("Thing", " "), 422, "name"),
                Arguments.of(good.replace("Thing", "a\\u0000b"), 400, "name"),
                Arguments.of(good.replace("Thing", "a\\u001bb"), 422, "name"),
                Arguments.of(good.replace("Thing", "a\\udfffb"), 400, "name"),
                Arguments.of(good.replace("Thing", "x".repeat(201)), 422, "name"),
                Arguments.of(good.replace("A thing", "\\r"), 422, "description"),
                Arguments.of(good.replace("A thing", "x".repeat(4001)), 422, "description"),
                Arguments.of(good.replace("Thing", BIG), 413, ""));
    }

    @ParameterizedTest
    @MethodSource("badProducts")
    void createWhenTheBodyIsBadThenNamesTheFieldAndKeepsNothing(
            String body, int status, String field) {
        UUID id = UUID.randomUUID();

        HttpAnswer answer = as("admin").post("/products/admin/" + id, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("errors").toString()).contains(field);
        assertThat(as("customer").get("/products/" + id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Schöne Tasse", "杯子", "🏺 jug", "x' OR '1'='1"})
    void createWhenTheNameIsUnusualThenKeptAsItIs(String name) {
        UUID id = UUID.randomUUID();

        as("admin").post("/products/admin/" + id, Shop.productJson(name, 1));

        assertThat(as("customer").get("/products/" + id).field("name")).isEqualTo(name);
    }

    static Stream<Arguments> badPurchases() {
        return Stream.of(
                Arguments.of("", 400, ""),
                Arguments.of("{}", 422, "quantity"),
                Arguments.of("{\"quantity\":1}", 422, "payment"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":0"), 422, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":-1"), 422, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":101"), 422, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":4294967297"), 400, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":\"1\""), 400, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":1.0001"), 400, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace(":1", ":[1]"), 400, "quantity"),
                Arguments.of(Shop.BUY_ONE.replace("card", "cash"), 422, "payment.method"),
                Arguments.of(Shop.BUY_ONE.replace("card", "\\u0000"), 400, "method"),
                Arguments.of(Shop.BUY_ONE.replace("}}", ",\"number\":\"4111\"}}"), 400, "number"),
                Arguments.of(Shop.BUY_ONE.replace("}}", "},\"price\":1}"), 400, "price"),
                Arguments.of(Shop.BUY_ONE.replace("card", BIG), 413, ""));
    }

    @ParameterizedTest
    @MethodSource("badPurchases")
    void buyWhenTheBodyIsBadThenNamesTheFieldAndBuysNothing(String body, int status, String field) {
        UUID product = shop.product(5);

        HttpAnswer answer =
                as("customer")
                        .with("Idempotency-Key", Shop.key())
                        .post("/products/" + product + "/buy", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("errors").toString()).contains(field);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(5, 0, 0));
    }

    static Stream<Arguments> badCorrections() {
        String good = Shop.correction(-3, "Three broken in storage");
        return Stream.of(
                Arguments.of("", 400, ""),
                Arguments.of("{}", 422, "change"),
                Arguments.of("{\"reason\":\"Found\"}", 422, "change"),
                Arguments.of("{\"change\":1}", 422, "reason"),
                Arguments.of(good.replace("-3", "null"), 422, "change"),
                Arguments.of(good.replace("-3", "0"), 422, "change"),
                Arguments.of(good.replace("-3", "-0"), 422, "change"),
                Arguments.of(good.replace("-3", "-6"), 409, "change"),
                Arguments.of(good.replace("-3", "-1000000"), 409, "change"),
                Arguments.of(good.replace("-3", "-1000001"), 422, "change"),
                Arguments.of(good.replace("-3", "1000001"), 422, "change"),
                Arguments.of(good.replace("-3", "999996"), 422, "change"),
                Arguments.of(good.replace("-3", "-9223372036854775809"), 400, "change"),
                Arguments.of(good.replace("-3", "1.0001"), 400, "change"),
                Arguments.of(good.replace("-3", "1e3"), 400, "change"),
                Arguments.of(good.replace("-3", "\"1\""), 400, "change"),
                Arguments.of(good.replace("-3", "[1]"), 400, "change"),
                Arguments.of(good.replace("Three broken in storage", ""), 422, "reason"),
                Arguments.of(good.replace("Three broken in storage", "   "), 422, "reason"),
                Arguments.of(good.replace("in", "\\n"), 422, "reason"),
                Arguments.of(good.replace("in", "\\u2028"), 422, "reason"),
                Arguments.of(good.replace("in", "\\u001b"), 422, "reason"),
                Arguments.of(good.replace("in", "\\u0000"), 400, "reason"),
                Arguments.of(good.replace("in", "\\udfff"), 400, "reason"),
                Arguments.of(good.replace("in", "x".repeat(201)), 422, "reason"),
                Arguments.of(good.replace("\"Three", "1,\"was\":\"Three"), 400, "reason"),
                Arguments.of(good.replace("}", ",\"stock\":1}"), 400, "stock"),
                Arguments.of(good.replace("in", BIG), 413, ""));
    }

    @ParameterizedTest
    @MethodSource("badCorrections")
    void correctWhenTheBodyIsBadThenNamesTheFieldAndChangesNothing(
            String body, int status, String field) {
        UUID product = shop.product(5);
        String key = Shop.key();

        HttpAnswer answer = shop.correct(CALLER, key, product, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("errors").toString()).contains(field);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(5, 0, 0));
        HttpAnswer mended = shop.correct(CALLER, key, product, Shop.correction(1, "Found"));
        assertThat(mended.status()).isEqualTo(201);
        assertThat(mended.header("Idempotency-Replayed")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void correctWhenTheKeyIsMissingOrMalformedOrRepeatedThenNamesIt(List<String> keys) {
        UUID product = shop.product(5);
        Http caller = as("admin");
        HttpRequest.Builder request =
                caller.request("/products/admin/" + product + "/stock-corrections")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Shop.correction(1, "Found")));
        keys.forEach(key -> request.header("Idempotency-Key", key));

        HttpAnswer answer = caller.send(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo("Idempotency-Key");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(5, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadSource#all")
    void buyWhenTheSourceIsNoTokenThenRefusesAndBuysNothing(BadSource bad) {
        UUID product = shop.product(5);
        String key = Shop.key();
        String body = Shop.paidWith("SOURCE").replace("\"SOURCE\"", bad.json());

        HttpAnswer answer =
                as("customer")
                        .with("Idempotency-Key", key)
                        .post("/products/" + product + "/buy", body);

        bad.check(answer, "payment.source");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(5, 0, 0));
        assertThat(Rows.count("SELECT count(*) FROM purchase_key WHERE idempotency_key = ?", key))
                .isZero();
    }

    static Stream<List<String>> badKeys() {
        String good = "0123456789abcdef";
        return Stream.of(
                List.of(),
                List.of(""),
                List.of("short"),
                List.of("x".repeat(65)),
                List.of("0123456789abcde "),
                List.of("\"\""),
                List.of("\"short\""),
                List.of("\"" + good),
                List.of(good + "\""),
                List.of("\"" + good + "\";a=b"),
                List.of("\"\"" + good + "\"\""),
                List.of("'" + good + "'"),
                List.of("0123456789abcde/"),
                List.of("0123456789abcdeé"),
                List.of(good, good),
                List.of(good, "fedcba9876543210"),
                List.of(good + "," + good));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void buyWhenTheKeyIsMissingOrMalformedOrRepeatedThenNamesIt(List<String> keys) {
        UUID product = shop.product(5);
        Http caller = as("customer");
        HttpRequest.Builder request =
                caller.request("/products/" + product + "/buy")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Shop.BUY_ONE));
        keys.forEach(key -> request.header("Idempotency-Key", key));

        HttpAnswer answer = caller.send(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo("Idempotency-Key");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(5, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 | orderId",
                "{\"orderId\":1} | 400 | orderId",
                "{\"orderId\":\"1\"} | 400 | orderId",
                "{\"orderId\":null} | 422 | orderId",
                "{\"id\":\"00000000-0000-4000-8000-000000000000\"} | 400 | id",
                "{\"orderId\":\"00000000-0000-4000-8000-000000000000\"} | 404 | orderId"
            })
    void releaseWhenTheBodyIsBadThenNamesTheField(String body, int status, String field) {
        HttpAnswer answer = as("orders").post("/microservice/products/release", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("errors").toString()).contains(field);
    }

    private Http as(String who) {
        return shop.anybody().named(who, CALLER);
    }
}
