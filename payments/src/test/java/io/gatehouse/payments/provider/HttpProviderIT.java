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
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Parallel;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
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

/** The client of the provider, against a server that answers as it is told. */
@ExtendWith({DatabaseExtension.class, Secrets.class, HttpProviderIT.Listening.class})
@HelidonTest(resetPerTest = true)
class HttpProviderIT {
    private static final Deque<Reply> REPLIES = new ArrayDeque<>();
    private static final String SUCCEEDED =
            "{'id':'ch_1','key':'KEY','status':'succeeded','new':1}";

    private static FakeServer server;
    private static CountDownLatch hanging = new CountDownLatch(0);

    @Inject private Provider provider;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    private UUID key;

    /** Listens for as long as this class runs, where the service looks for the provider. */
    static final class Listening implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            if (server == null) {
                server = new FakeServer().on("/v1/", _ -> next());
            }
            System.setProperty("payments.provider.url", server.url().toString());
        }
    }

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
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | {'id':'ch_1','key':'KEY','status':'succeeded','new':1} | Charged[charge=ch_1]
                    402 | {'key':'KEY','status':'declined','declineCode':'expired_card'} | Declined[code=expired_card]
                    402 | {'key':'KEY','status':'declined','declineCode':'<b>'} | Declined[code=card_declined]
                    202 | {'id':'ch_1','key':'KEY','status':'processing'} | Unknown[]
                    200 | {'id':'ch_1','key':'KEY','status':'of a new kind'} | Unknown[]
                    200 | {'id':'ch_1','key':'another','status':'succeeded'} | Unknown[]
                    200 | {'id':'ch 1','key':'KEY','status':'succeeded'} | Unknown[]
                    200 | {'key':'KEY','status':'succeeded'} | Unknown[]
                    200 | [] | Unknown[]
                    200 | no JSON | Unknown[]
                    301 | {'id':'ch_1','key':'KEY','status':'succeeded'} | Unknown[]
                    400 | {'error':{'code':'malformed'}} | Declined[code=malformed]
                    401 | {'error':{'code':'unauthorized'}} | Unknown[]
                    403 | {'error':{'code':'forbidden'}} | Unknown[]
                    404 | {'error':{'code':'not_found'}} | Unknown[]
                    422 | {'error':{'code':'unknown_source'}} | Declined[code=unknown_source]
                    422 | {'error':{'code':'idempotency_key_reused'}} | Unknown[]
                    422 | {'message':'of somebody between'} | Unknown[]
                    """)
    void chargeWhenAnsweredThenTheOutcomeIsWhatItSaysOrUnknown(
            int status, String body, String outcome) {
        reply(status, body);

        assertThat(provider.charge(charge())).hasToString(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | {'id':'re_1','key':'KEY','status':'succeeded'} | Refunded[refund=re_1]
                    200 | {'id':'re_1','key':'KEY','status':'pending'} | Unknown[]
                    200 | {'id':'re_1','key':'another','status':'succeeded'} | Unknown[]
                    422 | {'error':{'code':'refund_exceeds_charge'}} | Refused[code=refund_exceeds_charge]
                    404 | {'error':{'code':'not_found'}} | Refused[code=not_found]
                    404 | of somebody between | Unknown[]
                    401 | {'error':{'code':'unauthorized'}} | Unknown[]
                    """)
    void refundWhenAnsweredThenTheOutcomeIsWhatItSaysOrUnknown(
            int status, String body, String outcome) {
        reply(status, body);

        assertThat(provider.refund(new Provider.Refund(key, "ch_1", new Money(500, "EUR"))))
                .hasToString(outcome);
    }

    @Test
    void chargeWhenSentThenWithTheKeysAndNoMore() {
        reply(200, SUCCEEDED);

        provider.charge(charge());

        FakeServer.Request sent = server.requests().getLast();
        assertThat(sent.call()).isEqualTo("POST /v1/charges");
        assertThat(sent.header("Authorization")).contains("Bearer " + Secrets.PROVIDER_KEY);
        assertThat(sent.header("Idempotency-Key")).contains(key.toString());
        assertThat(Json.read(sent.body()))
                .isEqualTo(
                        Json.read(
                                """
                                {"amount":1299,"currency":"EUR","source":"tok_ok","reference":"mug"}
                                """));
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429", "409", "0"})
    void chargeWhenItFailsOnceThenRepeatedUnderTheSameKey(int status) {
        REPLIES.add(status == 0 ? Reply.cut() : Reply.status(status));
        reply(200, SUCCEEDED);

        assertThat(provider.charge(charge())).isEqualTo(new ChargeOutcome.Charged("ch_1"));
        assertThat(sentUnderTheKey()).isEqualTo(2);
    }

    @Test
    void findWhenFoundOrNotOrAwayThenThreeAnswers() {
        reply(200, SUCCEEDED);
        Optional<ChargeOutcome> found = provider.findCharge(key);
        reply(404, "{'error':{'code':'not_found'}}");
        Optional<ChargeOutcome> unheardOf = provider.findCharge(key);
        reply(200, "{'id':'re_1','key':'KEY','status':'succeeded'}");
        Optional<RefundOutcome> refund = provider.findRefund(key);
        Optional<ChargeOutcome> away = provider.findCharge(key);

        assertThat(found).contains(new ChargeOutcome.Charged("ch_1"));
        assertThat(unheardOf).isEmpty();
        assertThat(refund).contains(new RefundOutcome.Refunded("re_1"));
        assertThat(away).contains(new ChargeOutcome.Unknown());
        assertThat(server.requests("GET /v1/charges?key=" + key)).hasSizeGreaterThan(2);
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
                            reply(200, SUCCEEDED);
                            return provider.charge(charge());
                        },
                        new ChargeOutcome.Charged("ch_1")::equals);
        assertThat(metric("gatehouse_provider_breaker_open{")).endsWith(" 0.0");
    }

    @Test
    void bulkheadWhenTheProviderHangsThenNoMoreThanTwentyWait() {
        hanging = new CountDownLatch(1);

        List<ChargeOutcome> outcomes = Parallel.times(40, () -> provider.charge(charge()));

        assertThat(outcomes).containsOnly(new ChargeOutcome.Unknown());
        assertThat(metric("result=\"bulkhead_full\"")).isNotEmpty();
        assertThat(metric("result=\"timed_out\"")).isNotEmpty();
    }

    private Provider.Charge charge() {
        return new Provider.Charge(key, new Money(1299, "EUR"), new Secret("tok_ok"), "mug");
    }

    private void reply(int status, String body) {
        REPLIES.add(Reply.json(status, body.replace("KEY", key.toString()).replace('\'', '"')));
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

    private long sentUnderTheKey() {
        return server.requests().stream()
                .filter(sent -> sent.header("Idempotency-Key").equals(Optional.of(key.toString())))
                .count();
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
}
