// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.FakeProvider.Fault;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.provider.RefundOutcome;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunding by hand. */
@HelidonTest
class ManualRefundIT extends PaymentFixture {
    private String path;

    @BeforeEach
    void pay() {
        charge();
        path = "/payments/" + order;
    }

    @Test
    void postWhenInPartThenRefundedAndShownWithThePayment() {
        HttpAnswer refund = keyed().post(path + "/refunds", Bodies.part(1000));

        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.field("status")).isEqualTo("REFUNDED");
        assertThat(refund.header("Location")).hasValue(path);
        HttpAnswer payment = clerk.get(path);
        assertThat(payment.json().at("/refunded/amount").asLong()).isEqualTo(1000);
        assertThat(payment.json().at("/refunds/0")).isEqualTo(refund.json());
        assertThat(payment.json().at("/attempts/1/refundId").asText())
                .isEqualTo(refund.field("id"));
    }

    @Test
    void postWhenWithoutAnAmountThenAllThatIsLeft() {
        keyed().post(path + "/refunds", Bodies.part(1000));

        HttpAnswer rest = keyed().post(path + "/refunds", "{}");
        HttpAnswer more = keyed().post(path + "/refunds", "{}");

        assertThat(rest.json().at("/amount/amount").asLong()).isEqualTo(2000);
        assertThat(more.code()).isEqualTo("refund_exceeds_payment");
    }

    @Test
    void postWhenTheKeyComesAgainOrInParallelThenOneRefund() {
        Http same = keyed();

        List<HttpAnswer> answers =
                Parallel.times(8, () -> same.post(path + "/refunds", Bodies.part(1000)));
        HttpAnswer again = same.post(path + "/refunds", Bodies.part(1000));

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 202);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(clerk.get(path).json().path("refunds")).hasSize(1);
        assertThat(owed(UUID.fromString(again.field("id")))).isEqualTo(-1000);
    }

    @Test
    void postWhenTheKeyComesWithAnotherBodyThenRefuses() {
        Http same = keyed();
        same.post(path + "/refunds", Bodies.part(1000));

        HttpAnswer otherAmount = same.post(path + "/refunds", Bodies.part(999));
        HttpAnswer otherRoute = same.post("/payments", Bodies.payment(1000, "tok_ok"));

        assertThat(otherAmount.code()).isEqualTo("idempotency_key_reused");
        assertThat(otherRoute.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void postWhenRefusedThenSaysSoAndNothingIsRefunded() {
        provider.onRefund(_ -> new RefundOutcome.Refused("not_found"));

        HttpAnswer refused = keyed().post(path + "/refunds", "{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("refund_refused");
        HttpAnswer payment = clerk.get(path);
        assertThat(payment.json().at("/refunded/amount").asLong()).isZero();
        assertThat(payment.json().at("/refunds/0/refusalCode").asText()).isEqualTo("not_found");
    }

    @Test
    void postWhenTheOutcomeIsUnknownThenAccepted() {
        provider.fail(Fault.AWAY);

        HttpAnswer accepted = keyed().post(path + "/refunds", "{}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).hasValue(path);
        assertThat(accepted.header("Retry-After")).hasValue("1");
    }

    @Test
    void postWhenThePaymentIsUnknownThenNotFound() {
        HttpAnswer answer = keyed().post("/payments/" + UUID.randomUUID() + "/refunds", "{}");

        assertThat(answer.code()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"amount\":1}",
                "{\"amount\":{\"amount\":0,\"currency\":\"EUR\"}}",
                "{\"amount\":{\"amount\":-1,\"currency\":\"EUR\"}}",
                "{\"amount\":{\"amount\":1,\"currency\":\"USD\"}}",
                "{\"amount\":{\"amount\":1}}",
                "{\"amount\":{}}",
                "{\"sum\":{\"amount\":1,\"currency\":\"EUR\"}}"
            })
    void postWhenTheBodyIsBadThenRefusesAndKeepsNothing(String body) {
        HttpAnswer answer = keyed().post(path + "/refunds", body);

        assertThat(answer.status()).isIn(400, 422);
        assertThat(clerk.get(path).json().path("refunds")).isEmpty();
    }
}
