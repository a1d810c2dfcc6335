// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.FakeProvider.Fault;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.payments.provider.RefundOutcome;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refunding an order, as orders asks for it. */
@HelidonTest
class RefundIT extends PaymentFixture {
    private static final String REFUND = "/microservice/payments/refund";

    @Inject private UnfinishedRefunds worker;

    private UUID id;

    @BeforeEach
    void refund() {
        id = UUID.randomUUID();
    }

    @Test
    void refundWhenWholeThenRefundedAndTheLedgerReversed() {
        charge();

        HttpAnswer answer = whole(id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("refundId")).isEqualTo(id.toString());
        assertThat(answer.field("status")).isEqualTo("REFUNDED");
        assertThat(answer.json().at("/amount/amount").asLong()).isEqualTo(3000);
        assertThat(owed(id)).isEqualTo(-3000);
        assertThat(refunded()).isEqualTo(3000);
        assertThat(Rows.count("SELECT count(*) FROM open_refund WHERE id = ?", id)).isZero();
    }

    @Test
    void refundWhenInPartsThenUpToTheAmountAndNoFurther() {
        charge();

        HttpAnswer first = part(id, 1000);
        HttpAnswer tooMuch = part(UUID.randomUUID(), 2001);
        HttpAnswer rest = whole(UUID.randomUUID());
        HttpAnswer nothingLeft = whole(UUID.randomUUID());
        HttpAnswer oneCent = part(UUID.randomUUID(), 1);

        assertThat(first.field("status")).isEqualTo("REFUNDED");
        assertThat(rest.json().at("/amount/amount").asLong()).isEqualTo(2000);
        for (HttpAnswer refused : List.of(tooMuch, nothingLeft, oneCent)) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("refund_exceeds_payment");
        }
        assertThat(refunded()).isEqualTo(3000);
        assertThat(Rows.count("SELECT count(*) FROM refund WHERE payment_id = ?", order))
                .isEqualTo(2);
    }

    @Test
    void refundWhenSentAgainThenTheSameAnswerAndOneRefund() {
        charge();
        HttpAnswer first = whole(id);

        HttpAnswer again = whole(id);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(provider.calls(id)).isEqualTo(1);
        assertThat(entries(id)).isEqualTo(2);
    }

    @Test
    void refundWhenSentInParallelThenOneRefund() {
        charge();

        List<HttpAnswer> answers = Parallel.times(8, () -> part(id, 1000));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(part(id, 1000).field("status")).isEqualTo("REFUNDED");
        assertThat(refunded()).isEqualTo(1000);
        assertThat(owed(id)).isEqualTo(-1000);
    }

    @Test
    void refundWhenManyCompeteThenNeverMoreThanThePayment() {
        charge();

        List<HttpAnswer> answers = Parallel.times(8, () -> part(UUID.randomUUID(), 1000));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(3);
        assertThat(answers.stream().filter(answer -> answer.status() == 422)).hasSize(5);
        assertThat(refunded()).isEqualTo(3000);
    }

    @Test
    void refundWhenAnotherBodyHasTheKeyThenRefuses() {
        charge();
        part(id, 1000);

        for (HttpAnswer other :
                List.of(
                        part(id, 999),
                        whole(id),
                        orders.post(REFUND, Bodies.refund(UUID.randomUUID(), id, 1000)))) {
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.code()).isEqualTo("idempotency_key_reused");
        }
        assertThat(refunded()).isEqualTo(1000);
    }

    /** In the ledger a payment and a refund each name their own transaction. */
    @Test
    void refundWhenItHasTheIdOfTheOrderThenRuleBrokenAndNothingChanged() {
        charge();

        HttpAnswer refused = whole(order);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("rule_broken");
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("refundId");
        assertThat(refunded()).isZero();
    }

    @Test
    void refundWhenTheOrderIsUnknownThenNotFound() {
        assertThat(whole(id).code()).isEqualTo("not_found");
    }

    @Test
    void refundWhenThePaymentIsNotPaidThenNotRefundable() {
        provider.fail(Fault.AWAY);
        charge();
        HttpAnswer pending = whole(id);
        provider.heal();
        provider.onCharge(_ -> new ChargeOutcome.Declined("card_declined"));
        charge();

        HttpAnswer declined = whole(id);

        assertThat(pending.status()).isEqualTo(409);
        assertThat(declined.code()).isEqualTo("payment_not_refundable");
        assertThat(Rows.count("SELECT count(*) FROM refund WHERE id = ?", id)).isZero();
    }

    @Test
    void refundWhenRefusedThenTheMoneyIsLeftAndNothingInTheLedger() {
        charge();
        provider.onRefund(_ -> new RefundOutcome.Refused("refund_exceeds_charge"));

        HttpAnswer refused = whole(id);

        assertThat(refused.field("status")).isEqualTo("REFUSED");
        assertThat(entries(id)).isZero();
        assertThat(refunded()).isZero();
        provider.heal();
        assertThat(whole(UUID.randomUUID()).field("status")).isEqualTo("REFUNDED");
    }

    @Test
    void refundWhenAnotherIsUndecidedThenWaitsAndTakesWhatThatLeaves() {
        charge();
        UUID byHand = UUID.randomUUID();
        provider.fail(Fault.AWAY);
        whole(byHand);
        HttpAnswer early = whole(id);
        provider.heal();
        provider.onRefund(_ -> new RefundOutcome.Refused("not_now"));
        drain();
        provider.heal();

        HttpAnswer later = whole(id);

        assertThat(early.code()).isEqualTo("unavailable");
        assertThat(early.header("Retry-After")).isPresent();
        assertThat(whole(byHand).field("status")).isEqualTo("REFUSED");
        assertThat(later.field("status")).isEqualTo("REFUNDED");
        assertThat(later.json().at("/amount/amount").asLong()).isEqualTo(3000);
    }

    @Test
    void roundWhenTheAnswerWasLostThenLookedUpAndRefundedOnce() {
        charge();
        provider.fail(Fault.ANSWER_LOST);
        HttpAnswer lost = part(id, 1000);
        HttpAnswer more = part(UUID.randomUUID(), 2001);
        provider.heal();

        drain();

        assertThat(lost.field("status")).isEqualTo("PENDING");
        assertThat(more.code()).isEqualTo("refund_exceeds_payment");
        assertThat(part(id, 1000).field("status")).isEqualTo("REFUNDED");
        assertThat(provider.calls(id)).isEqualTo(1);
        assertThat(owed(id)).isEqualTo(-1000);
    }

    @Test
    void roundWhenTheServiceDiedBeforeItAskedThenRefunded() {
        charge();
        provider.fail(Fault.DEATH);
        assertThat(whole(id).status()).isEqualTo(500);
        provider.heal();

        drain();

        assertThat(whole(id).field("status")).isEqualTo("REFUNDED");
        assertThat(provider.calls(id)).isEqualTo(1);
    }

    @Test
    void refundWhenTheOrderWasFreeThenRefundedWithoutTheProvider() {
        orders.post(CHARGE, Bodies.charge(order, customer, 0));
        provider.fail(Fault.AWAY);

        assertThat(whole(id).field("status")).isEqualTo("REFUNDED");
        assertThat(entries(id)).isEqualTo(2);
    }

    private HttpAnswer whole(UUID refund) {
        return orders.post(REFUND, Bodies.refund(order, refund));
    }

    private HttpAnswer part(UUID refund, long amount) {
        return orders.post(REFUND, Bodies.refund(order, refund, amount));
    }

    private long refunded() {
        return Rows.count("SELECT refunded_amount FROM payment WHERE id = ?", order);
    }

    private void drain() {
        endLeases();
        while (worker.round() > 0) {
            // Each round takes what is due; a lease keeps it from being due again.
        }
    }
}
