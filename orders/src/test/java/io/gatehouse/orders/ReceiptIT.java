// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receipt of an order, for programs and for people. */
@HelidonTest
class ReceiptIT extends OrderFixture {

    @Test
    void receiptWhenPaidThenWhatWasPaid() {
        add();

        HttpAnswer receipt = alice.get("/orders/" + id + "/receipt");

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.field("order")).isEqualTo(id.toString());
        assertThat(receipt.json().at("/items/0/name").asText()).isEqualTo("Mug");
        assertThat(receipt.json().at("/items/0/quantity").asInt()).isEqualTo(2);
        assertThat(receipt.json().at("/items/0/sum/amount").asLong()).isEqualTo(3000);
        assertThat(receipt.json().at("/total/amount").asLong()).isEqualTo(3000);
        assertThat(receipt.json().has("paidAt")).isTrue();
        assertThat(receipt.json().has("refundedAt")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/*, text/* | application/json",
                "text/html, application/xhtml+xml, */*;q=0.8 | text/html",
                "text/*, application/json;q=0.9 | text/html",
            })
    void receiptWhenSeveralFormsAreTakenThenTheOneWantedMost(String accept, String form) {
        add();

        HttpAnswer receipt = alice.with("Accept", accept).get("/orders/" + id + "/receipt");

        assertThat(receipt.header("Content-Type").orElseThrow()).startsWith(form);
    }

    @Test
    void receiptWhenCancelledThenSaysSo() {
        add();
        cancel();

        assertThat(alice.get("/orders/" + id + "/receipt").json().has("refundedAt")).isTrue();
    }

    @Test
    void receiptWhenHtmlIsWantedThenAPageThatRunsNothing() {
        String named =
                Requests.order(id, customer)
                        .replace("Mug", "<script>alert(1)</script> & \\\"x\\\"");
        assertThat(products.post(ADD, named).status()).isEqualTo(201);

        HttpAnswer page = alice.with("Accept", "text/html").get("/orders/" + id + "/receipt");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;", "30.00 EUR", id.toString())
                .doesNotContain("<script>");
    }

    @Test
    void receiptWhenNotPaidThenRefused() {
        payments.onCharge(_ -> new PaymentGateway.Declined());
        add();

        HttpAnswer refused = alice.get("/orders/" + id + "/receipt");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("order_not_paid");
    }

    @Test
    void receiptWhenOfSomebodyElseOrUnknownThenNotFound() {
        add();

        HttpAnswer theirs = products.customer(UUID.randomUUID()).get("/orders/" + id + "/receipt");
        HttpAnswer unknown = alice.get("/orders/" + UUID.randomUUID() + "/receipt");

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
    }
}
