// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.FakeProvider.Fault;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charging an order, as orders asks for it. */
@HelidonTest
class ChargeIT extends PaymentFixture {
    @Inject private UnfinishedPayments worker;
    @Inject private SealingKeys keys;

    @Test
    void chargeWhenNewThenPaidAndInTheLedger() {
        HttpAnswer answer = charge();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("paymentId")).isEqualTo(order.toString());
        assertThat(answer.field("status")).isEqualTo("PAID");
        assertThat(answer.json().has("declineCode")).isFalse();
        assertThat(owed(order)).isEqualTo(3000);
        assertThat(entries(order)).isEqualTo(2);
        assertThat(openRows()).isZero();
        assertThat(attempts("CHARGED")).isEqualTo(1);
        assertThat(provider.charged(order).orElseThrow().source().text()).isEqualTo("tok_ok");
    }

    @Test
    void chargeWhenSentAgainThenTheSameAnswerAndOneCharge() {
        HttpAnswer first = charge();

        HttpAnswer again = charge();

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(provider.calls(order)).isEqualTo(1);
        assertThat(entries(order)).isEqualTo(2);
    }

    @Test
    void chargeWhenSentInParallelThenOneCharge() {
        List<HttpAnswer> answers = Parallel.times(12, this::charge);

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(charge().field("status")).isEqualTo("PAID");
        assertThat(entries(order)).isEqualTo(2);
        assertThat(provider.charged(order)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"true, 2999", "true, 0", "false, 3000"})
    void chargeWhenAnotherBodyHasTheKeyThenRefuses(boolean sameCustomer, long amount) {
        charge();

        HttpAnswer other =
                orders.post(
                        CHARGE,
                        Bodies.charge(order, sameCustomer ? customer : UUID.randomUUID(), amount));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(other.blamed()).isEqualTo("orderId");
        assertThat(owed(order)).isEqualTo(3000);
    }

    @Test
    void chargeWhenDeclinedThenSaysWhyAndStaysSo() {
        provider.onCharge(_ -> new ChargeOutcome.Declined("insufficient_funds"));

        HttpAnswer answer = charge();
        provider.heal();

        assertThat(answer.field("status")).isEqualTo("DECLINED");
        assertThat(answer.field("declineCode")).isEqualTo("insufficient_funds");
        assertThat(charge().body()).isEqualTo(answer.body());
        assertThat(entries(order)).isZero();
        assertThat(openRows()).isZero();
    }

    @Test
    void chargeWhenTheAnswerIsLostThenPendingAndLookedUpByARepeat() {
        provider.fail(Fault.ANSWER_LOST);

        HttpAnswer lost = charge();
        HttpAnswer still = charge();
        provider.heal();

        assertThat(lost.field("status")).isEqualTo("PENDING");
        assertThat(still.field("status")).isEqualTo("PENDING");
        assertThat(entries(order)).isZero();
        assertThat(charge().field("status")).isEqualTo("PAID");
        assertThat(provider.calls(order)).isEqualTo(1);
        assertThat(attempts("UNKNOWN")).isEqualTo(2);
        assertThat(attempts("CHARGED")).isEqualTo(1);
    }

    @Test
    void chargeWhenTheProviderNeverHeardOfItThenChargedUnderTheSameKey() {
        provider.fail(Fault.AWAY);
        charge();
        provider.heal();

        assertThat(charge().field("status")).isEqualTo("PAID");
        assertThat(provider.calls(order)).isEqualTo(2);
        assertThat(owed(order)).isEqualTo(3000);
    }

    @Test
    void chargeWhenTheOrderIsFreeThenPaidWithoutTheProvider() {
        provider.fail(Fault.AWAY);

        HttpAnswer answer = orders.post(CHARGE, Bodies.charge(order, customer, 0));

        assertThat(answer.field("status")).isEqualTo("PAID");
        assertThat(provider.calls(order)).isZero();
        assertThat(entries(order)).isEqualTo(2);
    }

    @Test
    void chargeWhenTheOrderHasASourceThenThatIsCharged() {
        HttpAnswer answer = charge("tok_of_a_customer");

        assertThat(answer.field("status")).isEqualTo("PAID");
        assertThat(answer.text()).doesNotContain("tok_");
        assertThat(charged()).isEqualTo("tok_of_a_customer");
        assertThat(charge("tok_of_a_customer").body()).isEqualTo(answer.body());
        assertThat(provider.calls(order)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tok_of_a_customer, tok_of_another",
                "tok_of_a_customer, -",
                "-, tok_of_a_customer"
            })
    void chargeWhenAnotherSourceHasTheKeyThenRefuses(String first, String other) {
        charge(first);

        HttpAnswer refused = charge(other);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("idempotency_key_reused");
        assertThat(refused.text()).doesNotContain("tok_");
        assertThat(charge(first).field("status")).isEqualTo("PAID");
        assertThat(charged()).isEqualTo(first == null ? "tok_ok" : first);
    }

    @Test
    void chargeWhenTheOutcomeIsUnknownThenTheSourceIsSealedAndForgottenWithTheOutcome() {
        provider.fail(Fault.AWAY);
        charge("tok_of_a_customer");
        byte[] sealed = sealedSource(order);
        provider.heal();
        endLeases();

        worker.round();

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tok_of");
        assertThat(keys.openSecret(sealed, "source of payment " + order).text())
                .isEqualTo("tok_of_a_customer");
        assertThat(charged()).isEqualTo("tok_of_a_customer");
        assertThat(openRows()).isZero();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM payment p WHERE id = ?"
                                        + " AND CAST(p AS TEXT) LIKE '%tok_%'",
                                order))
                .isZero();
    }

    @Test
    void chargeWhenOpenedBeforeThereWereSourcesThenGoesOn() {
        provider.fail(Fault.AWAY);
        charge();
        provider.heal();

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM payment WHERE id = ? AND source_hash IS NULL",
                                order))
                .isEqualTo(1);
        assertThat(charge().field("status")).isEqualTo("PAID");
        assertThat(charged()).isEqualTo("tok_ok");
    }

    private HttpAnswer charge(String source) {
        return source == null
                ? charge()
                : orders.post(CHARGE, Bodies.charge(order, customer, 3000, source));
    }

    private String charged() {
        return provider.charged(order).orElseThrow().source().text();
    }

    private long openRows() {
        return Rows.count("SELECT count(*) FROM open_payment WHERE id = ?", order);
    }

    private long attempts(String outcome) {
        return Rows.count(
                "SELECT count(*) FROM payment_attempt WHERE payment_id = ? AND outcome = ?",
                order,
                outcome);
    }
}
