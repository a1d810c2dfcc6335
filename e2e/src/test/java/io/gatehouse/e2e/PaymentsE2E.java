// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments as those see them who have the role for it, and everybody else. */
@EndToEnd
@Order(25)
class PaymentsE2E {
    private static final Call LIST = Call.get("/payments?limit=100");

    private final Target target;
    private final Shop shop;

    PaymentsE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
    }

    @Test
    void listWhenAnOrderIsPaidThenItsPaymentIsThereAndGoesBackWithIt() {
        Session customer = target.accounts().customer();
        Session payment = target.accounts().payment();
        String order = Shop.orderOf(customer.setUp(Shop.buy(shop.product(1), 1, Shop.key())));

        JsonNode paid = ofOrder(payment, order);
        customer.setUp(Call.post("/orders/" + order + "/cancel")).expect(200);
        JsonNode refunded = payment.setUp(Call.get("/payments/" + id(paid))).expect(200).json();

        assertThat(paid.path("status").asText()).isEqualTo("PAID");
        assertThat(paid.at("/amount/amount").asLong()).isEqualTo(1250);
        assertThat(paid.at("/refunded/amount").asLong()).isZero();
        assertThat(refunded.at("/refunded/amount").asLong()).isEqualTo(1250);
    }

    /** What came to the provider shows in what became of it there. */
    @Test
    void buyWhenTheBuyerNamesATokenThenTheProviderChargesThat() {
        Session customer = target.accounts().customer();
        Session payment = target.accounts().payment();
        String product = shop.product(2);

        Answer declined = customer.setUp(Shop.buyWith("tok_insufficient_funds", product));
        Answer bought = customer.setUp(Shop.buyWith("tok_ok", product));

        declined.expectProblem(402, "payment_declined");
        JsonNode paid = ofOrder(payment, Shop.orderOf(bought));
        assertThat(paid.path("status").asText()).isEqualTo("PAID");
        assertThat(paid.path("provider").asText()).startsWith("ch_");
        JsonNode refused = ofOrder(payment, declinedOrder(customer, product));
        assertThat(refused.path("declineCode").asText()).isEqualTo("insufficient_funds");
        assertThat(shop.inside(product).path("sold").asInt()).isEqualTo(1);
    }

    @Test
    void buyWhenTheTokenIsACardNumberThenRefusedAndNothingBought() {
        String product = shop.product(1);

        target.accounts()
                .customer()
                .setUp(Shop.buyWith("4242424242424242", product))
                .expectProblem(422, "rule_broken");

        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(1);
    }

    @Test
    void chargeWhenRepeatedThenOnePaymentAndPartsOfItGoBack() {
        Session payment = target.accounts().payment();
        Call charge = charge("tok_ok", 1000);

        Answer first = payment.setUp(charge).expect(201);
        Answer again = payment.setUp(charge).expect(201);
        String refunds = "/payments/" + first.field("id") + "/refunds";
        payment.setUp(refund(refunds, 400)).expect(201);
        Answer tooMuch = payment.setUp(refund(refunds, 601));
        payment.setUp(refund(refunds, 600)).expect(201);

        assertThat(again.field("id")).isEqualTo(first.field("id"));
        tooMuch.expectProblem(422, "refund_exceeds_payment");
        Answer detail = payment.setUp(Call.get("/payments/" + first.field("id"))).expect(200);
        assertThat(detail.json().at("/refunded/amount").asLong()).isEqualTo(1000);
        assertThat(detail.json().path("refunds")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_insufficient_funds", "tok_expired_card", "tok_stolen_card"})
    void chargeWhenTheCardIsRefusedThenDeclined(String source) {
        target.accounts()
                .payment()
                .setUp(charge(source, 1000))
                .expectProblem(402, "payment_declined");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /payments",
        "POST, /payments",
        "GET, /payments/ID",
        "POST, /payments/ID/refunds"
    })
    void anyWhenNotOfThatRoleThenForbidden(String method, String path) {
        Call call = Call.of(method, path.replace("ID", UUID.randomUUID().toString()));

        target.accounts().customer().setUp(call).expectProblem(403, "forbidden");
        target.accounts().admin().setUp(call).expectProblem(403, "forbidden");
        target.client().setUp(call).expectProblem(401, "token_missing");
    }

    @Test
    void webhookWhenNotSignedThenRefused() {
        Call event = Call.post("/payments/webhook", Map.of("id", "evt_1"));

        target.client().setUp(event).expectProblem(401, "bad_signature");
        target.client()
                .setUp(event.with("Provider-Signature", "t=1,v1=" + "0".repeat(64)))
                .expectProblem(401, "bad_signature");
    }

    private static String declinedOrder(Session customer, String product) {
        JsonNode orders = customer.setUp(Call.get("/orders?limit=100")).expect(200).json();
        return StreamSupport.stream(orders.path("items").spliterator(), false)
                .filter(order -> order.path("status").asText().equals("DECLINED"))
                .filter(order -> order.at("/lines/0/productId").asText().equals(product))
                .map(order -> order.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode ofOrder(Session payment, String order) {
        JsonNode items = payment.setUp(LIST).expect(200).json().path("items");
        List<JsonNode> found =
                StreamSupport.stream(items.spliterator(), false)
                        .filter(item -> item.path("orderId").asText().equals(order))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String id(JsonNode payment) {
        return payment.path("id").asText();
    }

    private static Call charge(String source, int amount) {
        Map<String, Object> body =
                Map.of("amount", euro(amount), "reference", "by hand", "source", source);
        return Call.post("/payments", body).with("Idempotency-Key", Shop.key());
    }

    private static Call refund(String path, int amount) {
        return Call.post(path, Map.of("amount", euro(amount))).with("Idempotency-Key", Shop.key());
    }

    private static Map<String, Object> euro(int amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }
}
