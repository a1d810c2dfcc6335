// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.orders.PaymentGateway.Declined;
import io.gatehouse.orders.PaymentGateway.Paid;
import io.gatehouse.orders.PaymentGateway.Refunded;
import io.gatehouse.orders.PaymentGateway.Refused;
import io.gatehouse.orders.PaymentGateway.Unknown;
import io.gatehouse.testkit.Contract;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What orders makes of each answer of payments: any doubt is an unknown outcome. */
class PaymentsClientIT {
    private static final String CHARGE = "/microservice/payments/charge";
    private static final String REFUND = "/microservice/payments/refund";
    private static final UUID ID = UUID.randomUUID();
    private static final PeerTls NO_TLS =
            new PeerTls(Optional.empty(), Optional.empty(), Optional.empty(), "");
    private static final Order ORDER = refused(0);

    private final FakeServer payments = new FakeServer();
    private final PaymentGateway client =
            new PaymentsClient(
                    PeerClient.of(NO_TLS, "payments", payments.url(), CrashPoints.none()),
                    Duration.ofSeconds(5));

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void chargeWhenPaidThenSo() {
        payments.on(CHARGE, _ -> charged("PAID"));
        assertThat(charge()).isEqualTo(new Paid());
    }

    @Test
    void chargeWhenDeclinedThenSo() {
        payments.on(CHARGE, _ -> charged("DECLINED"));
        assertThat(charge()).isEqualTo(new Declined());
    }

    @Test
    void refundWhenRefundedThenSo() {
        payments.on(REFUND, _ -> refunded("REFUNDED"));
        assertThat(client.refund(ORDER)).isEqualTo(new Refunded());
    }

    @Test
    void refundWhenRefusedThenSo() {
        payments.on(REFUND, _ -> refunded("REFUSED"));
        assertThat(client.refund(ORDER)).isEqualTo(new Refused());
    }

    @Test
    void refundWhenItIsOpenThenUnknown() {
        payments.on(REFUND, _ -> refunded("PENDING"));
        assertThat(client.refund(ORDER)).isEqualTo(new Unknown());
    }

    @Test
    void refundWhenNothingIsLeftThenRefundedByHandBefore() {
        Reply nothingLeft = Reply.json(422, "{\"code\":\"refund_exceeds_payment\"}");
        payments.on(REFUND, _ -> nothingLeft).on(CHARGE, _ -> nothingLeft);

        assertThat(client.refund(ORDER)).isEqualTo(new Refunded());
        assertThat(charge()).isEqualTo(new Unknown());
    }

    /** Payments remembers a refusal under the id; what is under way keeps the id it has had. */
    @Test
    void refundWhenRefusedBeforeThenEachTryHasAnIdOfItsOwnAndKeepsIt() {
        payments.on(REFUND, _ -> refunded("REFUSED"));
        for (int refusals : new int[] {0, 0, 1, 1, 2, 2}) {
            client.refund(refused(refusals));
        }

        List<String> ids =
                payments.requests("POST " + REFUND).stream()
                        .map(request -> Json.read(request.body()).path("refundId").asText())
                        .toList();

        assertThat(ids.stream().distinct()).hasSize(3);
        assertThat(ids.subList(0, 2))
                .containsOnly(
                        UUID.nameUUIDFromBytes(
                                        ("refund of " + ORDER.id())
                                                .getBytes(StandardCharsets.US_ASCII))
                                .toString());
        assertThat(ids.get(2)).isEqualTo(ids.get(3));
        assertThat(ids.get(4)).isEqualTo(ids.get(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    200 | {"paymentId":"5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11","status":"PENDING"}
                    200 | {"status":"SOMETHING"}
                    200 | []
                    200 | PAID
                    201 | {"status":"PAID"}
                    402 | {"status":"DECLINED"}
                    409 | {}
                    422 | {"code":"idempotency_key_reused"}
                    422 | {}
                    422 | []
                    422 | -
                    409 | {"code":"payment_not_refundable"}
                    200 | {"code":"refund_exceeds_payment"}
                    500 | {"status":"PAID"}
                    503 | -
                    """)
    void callWhenTheAnswerIsNoOutcomeThenUnknown(int status, String body) {
        Reply reply = body == null ? Reply.status(status) : Reply.json(status, body);
        payments.on(CHARGE, _ -> reply).on(REFUND, _ -> reply);

        assertThat(charge()).isEqualTo(new Unknown());
        assertThat(client.refund(ORDER)).isEqualTo(new Unknown());
    }

    @Test
    void callWhenTheConnectionIsCutThenUnknown() {
        payments.on(CHARGE, _ -> Reply.cut()).on(REFUND, _ -> Reply.cut());

        assertThat(charge()).isEqualTo(new Unknown());
        assertThat(client.refund(ORDER)).isEqualTo(new Unknown());
    }

    @Test
    void callWhenMadeThenKeepsTheContractAndRepeatsToTheByte() {
        payments.on(CHARGE, _ -> charged("PAID")).on(REFUND, _ -> refunded("REFUNDED"));
        Contract contract = new Contract();

        for (int i = 0; i < 2; i++) {
            charge();
            client.refund(ORDER);
        }

        for (String path : List.of(CHARGE, REFUND)) {
            List<String> bodies =
                    payments.requests("POST " + path).stream()
                            .map(FakeServer.Request::body)
                            .distinct()
                            .toList();
            assertThat(bodies).hasSize(1);
            assertThat(bodies.getFirst())
                    .contains("\"orderId\":\"" + ORDER.id())
                    .doesNotContain("\"refundId\":\"" + ORDER.id());
            contract.checkRequest("POST", path, bodies.getFirst().getBytes(StandardCharsets.UTF_8));
        }
    }

    private PaymentGateway.Charge charge() {
        return client.charge(ORDER, Optional.empty());
    }

    private static Order refused(int refusals) {
        return new Order(
                ID,
                ID,
                OrderStatus.PENDING,
                List.of(),
                Money.euro(1250),
                "card",
                refusals,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void chargeWhenTheBuyerNamesASourceThenSentAndElseLeftOut() {
        payments.on(CHARGE, _ -> charged("PAID"));

        charge();
        client.charge(ORDER, Optional.of(new Secret("tok_of_a_customer")));

        List<String> bodies =
                payments.requests("POST " + CHARGE).stream().map(FakeServer.Request::body).toList();
        assertThat(bodies.getFirst()).doesNotContain("source");
        assertThat(Json.read(bodies.getLast()).path("source").asText())
                .isEqualTo("tok_of_a_customer");
        assertThat(bodies)
                .allSatisfy(body ->
                        new Contract()
                                .checkRequest(
                                        "POST", CHARGE, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reply charged(String status) {
        return Reply.json(
                200,
                "{\"paymentId\":\"%s\",\"status\":\"%s\"}".formatted(UUID.randomUUID(), status));
    }

    private static Reply refunded(String status) {
        return Reply.json(
                200,
                """
                {"refundId":"%s","status":"%s","amount":{"amount":1250,"currency":"EUR"}}
                """
                        .formatted(ORDER.id(), status));
    }
}
