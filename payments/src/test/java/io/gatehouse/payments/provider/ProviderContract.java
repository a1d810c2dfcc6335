// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.payments.Money;
import io.gatehouse.payments.Secrets;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.Parallel;
import io.helidon.microprofile.testing.Socket;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the clients of all kinds of providers have in common, each against a server that answers as
 * it is told, in the words of its kind.
 */
@ExtendWith({DatabaseExtension.class, Secrets.class, ProviderContract.Listening.class})
abstract class ProviderContract {
    private static final Deque<Reply> REPLIES = new ArrayDeque<>();

    private static FakeServer server;
    private static CountDownLatch hanging = new CountDownLatch(0);

    @Inject Provider provider;

    @Inject
    @Socket("admin")
    WebTarget admin;

    UUID key;

    /** What is answered to a charge, and the outcome that the client makes of it. */
    enum Said {
        SUCCEEDED("Charged[charge=id_1]"),
        DECLINED("Declined[code=expired_card]"),
        DECLINED_FOR_A_REASON_THAT_IS_NO_CODE("Declined[code=card_declined]"),
        PROCESSING("Unknown[]"),
        OF_A_NEW_STATUS("Unknown[]"),
        WITHOUT_A_STATUS("Unknown[]"),
        SUCCEEDED_UNDER_ANOTHER_KEY("Unknown[]"),
        SUCCEEDED_UNDER_NO_KEY("Unknown[]"),
        DECLINED_UNDER_ANOTHER_KEY("Unknown[]"),
        WITH_AN_ID_THAT_IS_NONE("Unknown[]"),
        WITHOUT_AN_ID("Unknown[]"),
        MALFORMED("Declined[code=bad_amount]"),
        UNKNOWN_SOURCE("Declined[code=unknown_source]"),
        UNAUTHORIZED("Unknown[]"),
        FORBIDDEN("Unknown[]"),
        NOT_FOUND("Unknown[]"),
        KEY_REUSED("Unknown[]"),
        REDIRECT("Unknown[]");

        private final String outcome;

        Said(String outcome) {
            this.outcome = outcome;
        }
    }

    /** What is answered to a refund, and the outcome that the client makes of it. */
    enum SaidOfRefund {
        SUCCEEDED("Refunded[refund=id_2]"),
        PENDING("Unknown[]"),
        OF_A_NEW_STATUS("Unknown[]"),
        SUCCEEDED_UNDER_ANOTHER_KEY("Unknown[]"),
        WITHOUT_AN_ID("Unknown[]"),
        TOO_MUCH("Refused[code=too_much]"),
        NO_SUCH_CHARGE("Refused[code=no_such_charge]"),
        NOT_FOUND_BY_SOMEBODY_BETWEEN("Unknown[]"),
        UNAUTHORIZED("Unknown[]"),
        KEY_REUSED("Unknown[]");

        private final String outcome;

        SaidOfRefund(String outcome) {
            this.outcome = outcome;
        }
    }

    /** Listens for as long as tests run, where the service looks for the provider. */
    static final class Listening implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            if (server == null) {
                server = new FakeServer().on("/v1/", _ -> next());
            }
            System.setProperty("payments.provider.url", server.url().toString());
        }
    }

    /** What is charged. */
    abstract String source();

    /** In the words of the kind; {@code KEY} stands for the key. */
    abstract Reply reply(Said said);

    abstract Reply reply(SaidOfRefund said);

    /** Says what leads to the charge that succeeded. */
    abstract void sayThatItIsFound();

    /** Says that there is no such charge. */
    abstract void sayThatItIsUnheardOf();

    /** Says what leads to the refund that succeeded. */
    abstract void sayThatTheRefundIsFound();

    /** Says that there is no such refund. */
    abstract void sayThatTheRefundIsUnheardOf();

    @BeforeEach
    void forget() {
        key = UUID.randomUUID();
        REPLIES.clear();
    }

    @AfterEach
    void release() {
        hanging.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void chargeWhenAnsweredThenTheOutcomeIsWhatItSaysOrUnknown(Said said) {
        say(reply(said));

        assertThat(provider.charge(charge())).hasToString(said.outcome);
    }

    @ParameterizedTest
    @EnumSource
    void refundWhenAnsweredThenTheOutcomeIsWhatItSaysOrUnknown(SaidOfRefund said) {
        say(reply(said));

        assertThat(provider.refund(refund())).hasToString(said.outcome);
    }

    /** Of somebody between, of a proxy that breaks, of nobody. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | []
                    200 | {}
                    200 | no JSON
                    200 | null
                    200 | 7
                    200 |
                    400 | []
                    400 | {}
                    400 | {'error':7}
                    400 | {'error':{}}
                    400 | {'error':'somebody'}
                    400 | {'message':'of somebody between'}
                    400 | <html>
                    400 |
                    402 | {}
                    402 |
                    404 | <html>
                    422 | {'message':'of somebody between'}
                    """)
    void answersWhenTheyAreNotTheProvidersThenTellNoOutcome(int status, String body) {
        for (int call = 0; call < 2; call++) {
            say(json(status, body == null ? "" : body));
        }

        assertThat(provider.charge(charge())).hasToString("Unknown[]");
        assertThat(provider.refund(refund())).hasToString("Unknown[]");
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429", "409", "0"})
    void chargeWhenItFailsOnceThenRepeatedUnderTheSameKey(int status) {
        say(status == 0 ? Reply.cut() : Reply.status(status));
        say(reply(Said.SUCCEEDED));

        assertThat(provider.charge(charge())).isEqualTo(new ChargeOutcome.Charged("id_1"));
        assertThat(sent())
                .hasSize(2)
                .allMatch(sent -> sent.header("Idempotency-Key").orElse("").equals(key.toString()))
                .allMatch(sent -> sent.body().equals(sent().getFirst().body()));
    }

    @Test
    void findChargeWhenFoundOrNotOrAwayThenThreeAnswers() {
        sayThatItIsFound();
        Optional<ChargeOutcome> found = provider.findCharge(key);
        sayThatItIsUnheardOf();
        Optional<ChargeOutcome> unheardOf = provider.findCharge(key);
        Optional<ChargeOutcome> away = provider.findCharge(key);

        assertThat(found).contains(new ChargeOutcome.Charged("id_1"));
        assertThat(unheardOf).isEmpty();
        assertThat(away).contains(new ChargeOutcome.Unknown());
    }

    @Test
    void findRefundWhenFoundOrNotOrAwayThenThreeAnswers() {
        sayThatTheRefundIsFound();
        Optional<RefundOutcome> found = provider.findRefund(refund());
        sayThatTheRefundIsUnheardOf();
        Optional<RefundOutcome> unheardOf = provider.findRefund(refund());
        Optional<RefundOutcome> away = provider.findRefund(refund());

        assertThat(found).contains(new RefundOutcome.Refunded("id_2"));
        assertThat(unheardOf).isEmpty();
        assertThat(away).contains(new RefundOutcome.Unknown());
    }

    @Test
    void breakerWhenCallsFailThenOpensAndClosesWhenTheProviderIsBack() {
        Parallel.times(10, () -> provider.charge(charge()));
        int refused = server.requests().size();
        ChargeOutcome meanwhile = provider.charge(charge());

        assertThat(meanwhile).isEqualTo(new ChargeOutcome.Unknown());
        assertThat(server.requests()).hasSize(refused);
        assertThat(metric("gatehouse_provider_breaker_open{")).endsWith(" 1.0");

        await().until(
                        () -> {
                            say(reply(Said.SUCCEEDED));
                            return provider.charge(charge());
                        },
                        new ChargeOutcome.Charged("id_1")::equals);
        assertThat(metric("gatehouse_provider_breaker_open{")).endsWith(" 0.0");
    }

    @Test
    void breakerWhenNobodyCallsAnyMoreThenShownAsOpenOnlyWhileItRefuses() {
        Parallel.times(10, () -> provider.charge(charge()));
        provider.charge(charge());
        assertThat(metric("gatehouse_provider_breaker_open{")).endsWith(" 1.0");

        await().until(() -> metric("gatehouse_provider_breaker_open{").endsWith(" 0.0"));
    }

    @Test
    void bulkheadWhenTheProviderHangsThenNoMoreThanTwentyWait() {
        hanging = new CountDownLatch(1);

        List<ChargeOutcome> outcomes = Parallel.times(40, () -> provider.charge(charge()));

        assertThat(outcomes).containsOnly(new ChargeOutcome.Unknown());
        assertThat(metric("result=\"bulkhead_full\"")).isNotEmpty();
        assertThat(metric("result=\"timed_out\"")).isNotEmpty();
    }

    Provider.Charge charge() {
        return new Provider.Charge(
                key, new Money(1299, "EUR"), new Secret(source()), "mug & spoon");
    }

    Provider.Refund refund() {
        return new Provider.Refund(key, "id_1", new Money(500, "EUR"));
    }

    /** Gives the next answer that was not given yet. */
    void say(Reply reply) {
        synchronized (REPLIES) {
            REPLIES.add(reply);
        }
    }

    /** An answer, written with simple quotes. */
    Reply json(int status, String body) {
        return Reply.json(status, body.replace("KEY", key.toString()).replace('\'', '"'));
    }

    /** What was sent with this test's key, in its header, its target or its body. */
    List<FakeServer.Request> sent() {
        return server.requests().stream()
                .filter(sent -> sent.toString().contains(key.toString()))
                .toList();
    }

    private String metric(String part) {
        return Http.at(admin.getUri())
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains(part))
                .findFirst()
                .orElse("");
    }

    /** What is not told is an error. */
    private static Reply next() {
        try {
            hanging.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        synchronized (REPLIES) {
            return REPLIES.isEmpty() ? Reply.status(500) : REPLIES.poll();
        }
    }
}
