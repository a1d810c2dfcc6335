// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.FakeProvider.Fault;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charging something that is no order. */
@HelidonTest
class ManualPaymentIT extends PaymentFixture {
    private static final String BODY = Bodies.payment(1299, "tok_of_a_customer");

    @Inject private UnfinishedPayments worker;

    @Test
    void postWhenNewThenPaidAndFound() {
        HttpAnswer created = keyed().post("/payments", BODY);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.field("status")).isEqualTo("PAID");
        assertThat(created.field("reference")).isEqualTo("Phone order 7");
        assertThat(created.json().has("orderId")).isFalse();
        assertThat(created.header("Location")).hasValue("/payments/" + created.field("id"));
        HttpAnswer found = clerk.get("/payments/" + created.field("id"));
        assertThat(found.json().path("provider")).isEqualTo(created.json().path("provider"));
        assertThat(found.json().at("/attempts/0/outcome").asText()).isEqualTo("CHARGED");
        assertThat(found.json().path("refunds")).isEmpty();
        UUID id = UUID.fromString(created.field("id"));
        assertThat(owed(id)).isEqualTo(1299);
        assertThat(provider.charged(id).orElseThrow().source().text())
                .isEqualTo("tok_of_a_customer");
    }

    @Test
    void postWhenTheKeyComesAgainThenTheSamePaymentAndOneCharge() {
        Http same = keyed();
        HttpAnswer first = same.post("/payments", BODY);

        HttpAnswer again = same.post("/payments", BODY);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(provider.calls(UUID.fromString(first.field("id")))).isEqualTo(1);
    }

    @Test
    void postWhenTheKeyComesInParallelThenOnePayment() {
        Http same = keyed();

        List<HttpAnswer> answers = Parallel.times(10, () -> same.post("/payments", BODY));

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 202);
        assertThat(answers.stream().map(answer -> answer.field("id")).distinct()).hasSize(1);
        assertThat(owed(UUID.fromString(answers.getFirst().field("id")))).isEqualTo(1299);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1299->1300", "tok_of_a_customer->tok_ok", "Phone order 7->Phone order 8"})
    void postWhenTheKeyComesWithAnotherBodyThenRefuses(String change) {
        Http same = keyed();
        HttpAnswer first = same.post("/payments", BODY);
        String[] words = change.split("->", 2);

        HttpAnswer other = same.post("/payments", BODY.replace(words[0], words[1]));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(other.blamed()).isEqualTo("Idempotency-Key");
        assertThat(same.post("/payments", BODY).body()).isEqualTo(first.body());
    }

    @Test
    void postWhenTheKeyIsAnothersThenAPaymentOfItsOwn() {
        Http same = keyed();
        Http other =
                same.as(UUID.randomUUID(), "other", "payment")
                        .with("Idempotency-Key", same.headers().get("Idempotency-Key"));

        assertThat(other.post("/payments", BODY).field("id"))
                .isNotEqualTo(same.post("/payments", BODY).field("id"));
    }

    @Test
    void postWhenTheKeyIsADayOldThenANewPayment() {
        Http same = keyed();
        HttpAnswer first = same.post("/payments", BODY);
        Rows.update(
                "UPDATE payment_key SET expires_at = expires_at - INTERVAL '25 hours'"
                        + " WHERE idempotency_key = ?",
                same.headers().get("Idempotency-Key"));

        assertThat(same.post("/payments", BODY).field("id")).isNotEqualTo(first.field("id"));
    }

    @Test
    void postWhenDeclinedThenPaymentDeclinedAgainAndAgain() {
        provider.onCharge(_ -> new ChargeOutcome.Declined("stolen_card"));
        Http same = keyed();

        HttpAnswer declined = same.post("/payments", BODY);
        provider.heal();
        HttpAnswer again = same.post("/payments", BODY);

        assertThat(declined.status()).isEqualTo(402);
        assertThat(again.code()).isEqualTo("payment_declined");
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        HttpAnswer found = clerk.get(declined.header("Location").orElseThrow());
        assertThat(found.field("declineCode")).isEqualTo("stolen_card");
    }

    @Test
    void postWhenTheOutcomeIsUnknownThenAcceptedSealedAndForgottenWithTheOutcome() {
        provider.fail(Fault.AWAY);

        HttpAnswer accepted = keyed().post("/payments", BODY);
        UUID id = UUID.fromString(accepted.field("id"));
        byte[] sealed = sealedSource(id);
        provider.heal();
        endLeases();
        worker.round();

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).hasValue("/payments/" + id);
        assertThat(accepted.header("Retry-After")).hasValue("1");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tok_of");
        assertThat(clerk.get("/payments/" + id).field("status")).isEqualTo("PAID");
        assertThat(provider.charged(id).orElseThrow().source().text())
                .isEqualTo("tok_of_a_customer");
        assertThat(Rows.count("SELECT count(*) FROM open_payment WHERE id = ?", id)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1299->0",
                "1299->-1",
                "1299->1.5",
                "1299->\"1299\"",
                "1299->9223372036854775808",
                "EUR->USD",
                "EUR->",
                "tok_of_a_customer->4242424242424242",
                "tok_of_a_customer->",
                "tok_of_a_customer->tok_a b",
                "Phone order 7->",
                "Phone order 7->a\\u0007",
                "\"reference\"->\"references\"",
                "\"source\"->\"orderId\":1,\"source\""
            })
    void postWhenTheBodyIsBadThenRefusesAndKeepsNothing(String change) {
        String[] words = change.split("->", 2);
        Http same = keyed();

        HttpAnswer answer = same.post("/payments", BODY.replace(words[0], words[1]));

        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.code()).isIn("malformed_request", "rule_broken");
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM payment_key WHERE idempotency_key = ?",
                                same.headers().get("Idempotency-Key")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "with space in between",
                "ä234567890123456",
                "\"unclosed-key-123456"
            })
    void postWhenTheKeyIsBadThenNamesIt(String key) {
        HttpAnswer answer =
                (key.isEmpty() ? clerk : clerk.with("Idempotency-Key", key))
                        .post("/payments", BODY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.blamed()).isEqualTo("Idempotency-Key");
    }

    @Test
    void listWhenPagedThenEveryPaymentOnceNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(keyed().post("/payments", BODY).field("id"));
        }

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            HttpAnswer page = clerk.get("/payments?limit=2" + after);
            page.json().path("items").forEach(payment -> seen.add(payment.path("id").asText()));
            after = "&after=" + page.field("next");
        } while (seen.size() < made.size());

        assertThat(seen.subList(0, made.size())).isEqualTo(made);
    }
}
