// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.provider.Merchant.Answer;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.TestClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChargeIT {
    private final TestClock clock = new TestClock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ProviderServer provider;
    private Merchant merchant;

    @BeforeEach
    void start(@TempDir Path data) {
        provider =
                ProviderServer.start(
                        ProviderConfig.of(data, Merchant.API_KEY)
                                .processingFor(Duration.ofMillis(50)),
                        clock,
                        new SecureRandom());
        merchant = Merchant.of(provider);
    }

    @AfterEach
    void stop() {
        provider.close();
        threads.shutdownNow();
    }

    @Test
    void chargeWhenPaidThenAllFieldsAreThere() {
        Answer answer = merchant.charge("key-1", 1299, "tok_ok");

        String id = answer.field("id");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(id).matches("ch_[A-Za-z0-9]{24}");
        assertThat(answer.text())
                .isEqualTo(
                        """
                        {"id":"%s","key":"key-1","status":"succeeded","amount":1299,\
                        "currency":"EUR","reference":"order 1","refunded":0,\
                        "created":"2026-03-01T12:00:00Z"}\
                        """
                                .formatted(id));
        assertThat(merchant.get("/v1/charges/" + id)).isEqualTo(answer);
        assertThat(merchant.get("/v1/charges?key=key-1")).isEqualTo(answer);
    }

    @Test
    void chargeWhenLoggedThenOnlyItsIdAndStatusAre() {
        String said;
        String id;
        try (CapturedLog log = new CapturedLog("io.gatehouse.provider")) {
            id = merchant.charge("planted-key", 987_654, "tok_stolen_card").field("id");
            said = log.text();
        }

        assertThat(said).isEqualTo("charge " + id + " is DECLINED");
    }

    @ParameterizedTest
    @CsvSource({
        "tok_ok, 200, succeeded, ''",
        "tok_insufficient_funds, 402, declined, insufficient_funds",
        "tok_expired_card, 402, declined, expired_card",
        "tok_stolen_card, 402, declined, stolen_card",
        "tok_card_declined, 402, declined, card_declined",
        "tok_processing, 202, processing, ''",
        "tok_processing_declined, 202, processing, ''",
    })
    void chargeWhenSourceIsKnownThenAnswersByIt(
            String source, int status, String state, String decline) {
        Answer answer = merchant.charge("key", 1, source);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("status")).isEqualTo(state);
        assertThat(answer.field("declineCode")).isEqualTo(decline);
    }

    @ParameterizedTest
    @CsvSource({
        "tok_processing, succeeded, ''",
        "tok_processing_declined, declined, card_declined"
    })
    void chargeWhenProcessingThenIsDecidedLater(String source, String state, String decline) {
        Answer first = merchant.charge("key", 500, source);

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(merchant.get("/v1/charges?key=key").field("status"))
                                .isEqualTo(state));

        assertThat(merchant.get("/v1/charges?key=key").field("declineCode")).isEqualTo(decline);
        assertThat(merchant.charge("key", 500, source)).isEqualTo(first);
    }

    @Test
    void chargeWhenRepeatedThenAnswersTheSameAndChargesOnce() {
        Answer first = merchant.charge("key", 1000, "tok_ok");
        clock.advance(Duration.ofHours(1));
        merchant.refund("refund", first.field("id"), 400);

        assertThat(merchant.charge("key", 1000, "tok_ok")).isEqualTo(first);
        assertThat(merchant.get("/v1/charges").json().path("items")).hasSize(1);
        assertThat(merchant.get("/v1/charges?key=key").field("refunded")).isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\":1001,\"currency\":\"EUR\",\"source\":\"tok_ok\",\"reference\":\"order 1\"}",
                "{\"amount\":1000,\"currency\":\"USD\",\"source\":\"tok_ok\",\"reference\":\"order 1\"}",
                "{\"amount\":1000,\"currency\":\"EUR\",\"source\":\"tok_processing\",\"reference\":\"order 1\"}",
                "{\"amount\":1000,\"currency\":\"EUR\",\"source\":\"tok_ok\",\"reference\":\"order 2\"}",
                "{\"amount\":1000,\"currency\":\"EUR\",\"source\":\"tok_ok\"}",
            })
    void chargeWhenKeyComesWithAnotherBodyThenRefuses(String body) {
        merchant.charge("key", 1000, "tok_ok");

        Answer answer = merchant.post("/v1/charges", "key", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("idempotency_key_reused");
        assertThat(merchant.get("/v1/charges").json().path("items")).hasSize(1);
    }

    @Test
    void chargeWhenManyComeAtOnceWithOneKeyThenChargesOnce() {
        List<Answer> answers = Parallel.times(50, () -> merchant.charge("one-key", 700, "tok_ok"));

        List<Answer> paid = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(paid).isNotEmpty();
        assertThat(paid.stream().distinct()).hasSize(1);
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status() == 200 || answer.error().equals("in_progress"))
                                .isTrue());
        assertThat(merchant.get("/v1/charges").json().path("items")).hasSize(1);
    }

    @Test
    void chargeWhenTheFirstIsStillWorkedOnThenSaysSo() {
        merchant.faults("{\"latencyMillis\":60000}");
        Supplier<Answer> charge = () -> merchant.charge("slow", 700, "tok_ok");

        Object second =
                CompletableFuture.anyOf(
                                CompletableFuture.supplyAsync(charge, threads),
                                CompletableFuture.supplyAsync(charge, threads))
                        .join();

        assertThat(((Answer) second).status()).isEqualTo(409);
        assertThat(((Answer) second).error()).isEqualTo("in_progress");
    }

    @Test
    void listWhenPagedThenShowsEachOnceNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int number : IntStream.range(0, 7).toArray()) {
            made.addFirst(merchant.charge("key-" + number, 100, "tok_ok").field("id"));
            clock.advance(Duration.ofMillis(number % 2));
        }

        List<String> listed = new ArrayList<>();
        String path = "/v1/charges?limit=3";
        while (!path.isEmpty()) {
            JsonNode page = merchant.get(path).json();
            page.path("items").forEach(charge -> listed.add(charge.path("id").asText()));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(3);
            path =
                    page.has("next")
                            ? "/v1/charges?limit=3&after=" + page.path("next").asText()
                            : "";
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
        assertThat(listed.getFirst()).isEqualTo(made.getFirst());
    }
}
