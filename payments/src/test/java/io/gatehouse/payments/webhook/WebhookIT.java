// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.FakeProvider.Fault;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.Secrets;
import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as the provider sends them. */
@HelidonTest
class WebhookIT extends PaymentFixture {
    private static final String SUCCEEDED = "charge.succeeded";

    @Inject private Clock clock;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @BeforeEach
    void leaveAPaymentOpen() {
        provider.fail(Fault.AWAY);
        charge();
    }

    @Test
    void postWhenChargedThenPaidOnceAndTheRepetitionsChangeNothing() {
        String body = charged(SUCCEEDED, "'status':'succeeded'");

        List<HttpAnswer> answers = Parallel.times(6, () -> send(body));
        provider.heal();

        assertThat(answers).allMatch(answer -> answer.status() == 204);
        assertThat(charge().field("status")).isEqualTo("PAID");
        assertThat(provider.calls(order)).isEqualTo(1);
        assertThat(entries(order)).isEqualTo(2);
        assertThat(Rows.count("SELECT count(*) FROM open_payment WHERE id = ?", order)).isZero();
    }

    @Test
    void postWhenDeclinedThenDeclinedAndALaterSuccessChangesNothing() {
        send(charged("charge.declined", "'status':'declined','declineCode':'expired_card'"));
        send(charged(SUCCEEDED, "'status':'succeeded'"));

        HttpAnswer payment = clerk.get("/payments/" + order);
        assertThat(payment.field("status")).isEqualTo("DECLINED");
        assertThat(payment.field("declineCode")).isEqualTo("expired_card");
        assertThat(metrics()).contains("gatehouse_payments_contradictions_total{");
        assertThat(entries(order)).isZero();
    }

    @Test
    void postWhenRefundedThenTheRefundIsDecidedOnce() {
        provider.heal();
        charge();
        UUID refund = UUID.randomUUID();
        provider.fail(Fault.ANSWER_LOST);
        orders.post("/microservice/payments/refund", Bodies.refund(order, refund, 1000));
        String body = body("refund.succeeded", refund, "'id':'re_9','status':'succeeded'");

        HttpAnswer first = send(body);
        HttpAnswer again = send(body);

        assertThat(List.of(first.status(), again.status())).containsOnly(204);
        HttpAnswer payment = clerk.get("/payments/" + order);
        assertThat(payment.json().at("/refunds/0/status").asText()).isEqualTo("REFUNDED");
        assertThat(payment.json().at("/refunds/0/provider").asText()).isEqualTo("re_9");
        assertThat(owed(refund)).isEqualTo(-1000);
    }

    @Test
    void postWhenTheAttemptItIsAboutIsGoingOnThenItsRequestDecides() {
        UUID second = UUID.randomUUID();
        provider.heal();
        provider.onCharge(charge -> {
            String body = body(SUCCEEDED, charge.key(), "'id':'ch_9','status':'succeeded'");
            assertThat(send(body).status()).isEqualTo(204);
            return new ChargeOutcome.Charged("ch_1");
        });

        HttpAnswer charged = orders.post(CHARGE, Bodies.charge(second, customer, 3000));

        assertThat(charged.field("status")).isEqualTo("PAID");
        assertThat(clerk.get("/payments/" + second).field("provider")).isEqualTo("ch_1");
        assertThat(entries(second)).isEqualTo(2);
    }

    @Test
    void postWhenWhoeverTriedDiedThenTheEventDecides() {
        Rows.update(
                "UPDATE payment_attempt SET ended_at = NULL, outcome = NULL,"
                        + " started_at = started_at - INTERVAL '1 minute' WHERE payment_id = ?",
                order);

        send(charged(SUCCEEDED, "'status':'succeeded'"));

        assertThat(clerk.get("/payments/" + order).field("status")).isEqualTo("PAID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charge.succeeded|'status':'processing'",
                "charge.succeeded|'status':'new'",
                "charge.of.tomorrow|'status':'succeeded'",
                "refund.succeeded|'status':'succeeded'"
            })
    void postWhenItDecidesNothingThenTakenAndThePaymentIsOpen(String kind) {
        String[] words = kind.split("\\|", 2);

        assertThat(send(charged(words[0], words[1])).status()).isEqualTo(204);
        assertThat(clerk.get("/payments/" + order).field("status")).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "key-of-another-shop", ""})
    void postWhenTheChargeIsNotOursThenTakenAndIgnored(String key) {
        String body = charged(SUCCEEDED, "'status':'succeeded'").replace(order.toString(), key);

        assertThat(send(body).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"id\":\"evt_1\"}",
                "{\"id\":\"evt_1\",\"type\":\"<b>\"}",
                "{\"type\":\"a\",\"type\":\"b\"}"
            })
    void postWhenSignedButNoEventThenMalformed(String body) {
        HttpAnswer answer = send(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_request");
    }

    @ParameterizedTest
    @ValueSource(longs = {-310, 310})
    void postWhenOutOfTimeThenBadSignatureAndNothingHappens(long seconds) {
        String body = charged(SUCCEEDED, "'status':'succeeded'");
        String late = sign(body, Duration.ofSeconds(seconds));

        assertRefused(
                clerk.anonymous().with("Provider-Signature", late).post("/payments/webhook", body));
    }

    @Test
    void postWhenUnsignedOrForgedThenBadSignatureAndNothingHappens() {
        String body = charged(SUCCEEDED, "'status':'succeeded'");
        String signature = sign(body, Duration.ZERO);

        assertRefused(clerk.anonymous().post("/payments/webhook", body));
        assertRefused(clerk.post("/payments/webhook", body));
        assertRefused(
                clerk.anonymous()
                        .with("Provider-Signature", signature)
                        .post("/payments/webhook", body + " "));
        assertRefused(
                clerk.anonymous()
                        .with("Provider-Signature", signature.replaceFirst(".$", "x"))
                        .post("/payments/webhook", body));
    }

    private void assertRefused(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("bad_signature");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Provider-Signature");
        assertThat(clerk.get("/payments/" + order).field("status")).isEqualTo("PENDING");
    }

    private String metrics() {
        return Http.at(admin.getUri()).get("/metrics").text();
    }

    private String charged(String type, String status) {
        return body(type, order, "'id':'ch_9'," + status);
    }

    private String body(String type, UUID key, String data) {
        return "{'id':'evt_1','type':'%s','created':'2026-01-01T00:00:00Z','data':{'key':'%s',%s}}"
                .formatted(type, key, data)
                .replace('\'', '"');
    }

    private HttpAnswer send(String body) {
        return clerk.anonymous()
                .with("Provider-Signature", sign(body, Duration.ZERO))
                .post("/payments/webhook", body);
    }

    private String sign(String body, Duration ago) {
        long time = clock.instant().minus(ago).getEpochSecond();
        byte[] secret = Secrets.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8);
        byte[] hmac = KeyedHash.of(secret).hash(time + "." + body);
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(hmac);
    }
}
