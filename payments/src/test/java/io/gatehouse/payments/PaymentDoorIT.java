// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.BadRequest;
import io.gatehouse.testkit.BadSource;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and with what. */
@HelidonTest
class PaymentDoorIT extends PaymentFixture {
    private static final UUID ID = UUID.randomUUID();
    private static final String REFUND = "/microservice/payments/refund";

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @ParameterizedTest
    @CsvSource({
        "GET, /payments, nobody, 403, peer_refused",
        "GET, /payments, anonymous, 401, token_missing",
        "GET, /payments, orders, 403, peer_refused",
        "GET, /payments, customer, 403, forbidden",
        "GET, /payments, admin, 403, forbidden",
        "GET, /payments, payment, 200, ''",
        "GET, /payments/ledger, orders, 403, peer_refused",
        "GET, /payments/ledger, anonymous, 401, token_missing",
        "GET, /payments/ledger, customer, 403, forbidden",
        "GET, /payments/ledger, admin, 403, forbidden",
        "GET, /payments/ledger, payment, 200, ''",
        "GET, /payments/ID, anonymous, 401, token_missing",
        "GET, /payments/ID, customer, 403, forbidden",
        "GET, /payments/ID, payment, 404, not_found",
        "POST, /payments, anonymous, 401, token_missing",
        "POST, /payments, customer, 403, forbidden",
        "POST, /payments, admin, 403, forbidden",
        "POST, /payments/ID/refunds, orders, 403, peer_refused",
        "POST, /payments/ID/refunds, customer, 403, forbidden",
        "POST, /payments/fail, anonymous, 401, token_missing",
        "POST, /payments/fail, payment, 403, forbidden",
        "POST, /payments/fail, admin, 404, not_found",
        "POST, /payments/webhook, nobody, 403, peer_refused",
        "POST, /payments/webhook, orders, 403, peer_refused",
        "POST, /microservice/payments/charge, nobody, 403, peer_refused",
        "POST, /microservice/payments/charge, admin, 403, peer_refused",
        "POST, /microservice/payments/charge, payment, 403, peer_refused",
        "POST, /microservice/payments/charge, products, 403, peer_refused",
        "POST, /microservice/payments/charge, orders, 400, malformed_request",
        "POST, /microservice/payments/refund, payment, 403, peer_refused",
        "POST, /microservice/payments/refund, products, 403, peer_refused",
        "POST, /microservice/payments/refund, orders, 400, malformed_request",
        "DELETE, /payments/ID, payment, 405, method_not_allowed",
        "PUT, /payments, payment, 405, method_not_allowed",
        "GET, /payments/ID/refunds, payment, 405, method_not_allowed",
        "GET, /payments/ID/entries, payment, 404, not_found"
    })
    void anyRouteWhenCalledThenOnlyForItsCallers(
            String method, String path, String who, int status, String code) {
        HttpAnswer answer = as(who).send(method, path.replace("ID", ID.toString()));

        assertThat(answer.status()).isEqualTo(status);
        if (!code.isEmpty()) {
            assertThat(answer.code()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/payments?limit=0, limit",
        "/payments?after=%00, after",
        "/payments/1, id",
        "/payments/AAAAAAAA-0000-4000-8000-00000000000G, id"
    })
    void getWhenAParameterIsBadThenNamesIt(String path, String field) {
        HttpAnswer answer = as("payment").get(path);

        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo(field);
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadRequest#all")
    void anyRouteWhenTheRequestIsWrongAsHttpThenAProblemAndALogLine(BadRequest bad) {
        bad.check(as("payment"), "/payments", as("orders"), CHARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payments", "/payments?limit=0", "/payments/1"})
    void headWhenAskedThenAsGetWithoutABody(String path) {
        HeadRequest.check(as("payment"), path);
    }

    @Test
    void metricsWhenReadThenEachIsExplainedAndOursBeginAlike() {
        MetricsPage.check(admin.path("/metrics").request("text/plain").get(String.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    3000       | 0x10                 | 400
                    3000       | -1                   | 422
                    3000       | 30.5                 | 400
                    3000       | "3000"               | 400
                    3000       | null                 | 422
                    3000       | 9223372036854775808  | 400
                    EUR        | USD                  | 422
                    "EUR"      | null                 | 422
                    card       | cash                 | 422
                    "card"     | null                 | 422
                    "method"   | "methods"            | 400
                    "method"   | "source":1,"method"  | 400
                    "method"   | "orderId":1,"method" | 400
                    ORDER      | 1                    | 400
                    "ORDER"    | null                 | 422
                    "CUSTOMER" | null                 | 422
                    """)
    void chargeWhenTheBodyIsBadThenRefusesAndKeepsNothing(String from, String to, int status) {
        String body =
                Bodies.charge(order, customer, 3000)
                        .replace(order.toString(), "ORDER")
                        .replace(customer.toString(), "CUSTOMER")
                        .replace(from, to)
                        .replace("ORDER", order.toString())
                        .replace("CUSTOMER", customer.toString());

        HttpAnswer answer = as("orders").post(CHARGE, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isIn("malformed_request", "rule_broken");
        assertThat(Rows.count("SELECT count(*) FROM payment WHERE id = ?", order)).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadSource#all")
    void chargeWhenTheSourceIsNoTokenThenRefusesAndKeepsNothing(BadSource bad) {
        String body =
                Bodies.charge(order, customer, 3000, "SOURCE").replace("\"SOURCE\"", bad.json());

        bad.check(as("orders").post(CHARGE, body), "source");

        assertThat(Rows.count("SELECT count(*) FROM payment WHERE id = ?", order)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"orderId\":\"ORDER\"}",
                "{\"refundId\":\"ORDER\"}",
                "{\"orderId\":1,\"refundId\":\"ORDER\"}",
                "{\"orderId\":\"ORDER\",\"refundId\":\"ORDER\",\"amount\":{\"amount\":0,\"currency\":\"EUR\"}}",
                "{\"orderId\":\"ORDER\",\"refundId\":\"ORDER\",\"amount\":{\"amount\":-5,\"currency\":\"EUR\"}}",
                "{\"orderId\":\"ORDER\",\"refundId\":\"ORDER\",\"amount\":{\"amount\":5,\"currency\":\"GBP\"}}",
                "{\"orderId\":\"ORDER\",\"refundId\":\"ORDER\",\"amount\":5}",
                "{\"orderId\":\"ORDER\",\"refundId\":\"ORDER\",\"reason\":\"none\"}"
            })
    void refundWhenTheBodyIsBadThenRefusesAndKeepsNothing(String body) {
        charge();

        HttpAnswer answer = as("orders").post(REFUND, body.replace("ORDER", order.toString()));

        assertThat(answer.status()).isIn(400, 422);
        assertThat(Rows.count("SELECT count(*) FROM refund WHERE payment_id = ?", order)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {CHARGE, REFUND, "/payments/webhook"})
    void postWhenNotJsonThenUnsupported(String path) {
        Http caller = path.endsWith("webhook") ? as("anonymous") : as("orders");

        HttpAnswer answer =
                caller.send(
                        caller.request(path)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void webhookWhenTooLargeThenRefusedUnread() {
        HttpAnswer answer = as("anonymous").post("/payments/webhook", "x".repeat(70_000));

        assertThat(answer.status()).isEqualTo(413);
    }

    private Http as(String who) {
        return Http.at(target.getUri()).named(who, customer);
    }
}
