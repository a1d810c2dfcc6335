// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.provider.Merchant.Answer;
import io.gatehouse.testkit.Parallel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RefundIT {
    private ProviderServer provider;
    private Merchant merchant;
    private String charge;

    @BeforeEach
    void start(@TempDir Path data) {
        provider = ProviderServer.start(ProviderConfig.of(data, Merchant.API_KEY));
        merchant = Merchant.of(provider);
        charge = merchant.charge("charge", 1000, "tok_ok").field("id");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void refundWhenMadeThenAllFieldsAreThere() {
        Answer answer = merchant.refund("refund-1", charge, 400);

        String id = answer.field("id");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(id).matches("re_[A-Za-z0-9]{24}");
        assertThat(answer.text())
                .isEqualTo(
                        """
                        {"id":"%s","key":"refund-1","charge":"%s","status":"succeeded",\
                        "amount":400,"created":"%s"}\
                        """
                                .formatted(id, charge, answer.field("created")));
        assertThat(merchant.get("/v1/refunds/" + id)).isEqualTo(answer);
        assertThat(merchant.get("/v1/refunds?key=refund-1")).isEqualTo(answer);
        assertThat(merchant.get("/v1/charges/" + charge).field("refunded")).isEqualTo("400");
    }

    @Test
    void refundWhenRepeatedThenAnswersTheSameAndRefundsOnce() {
        Answer first = merchant.refund("refund", charge, 400);

        assertThat(merchant.refund("refund", charge, 400)).isEqualTo(first);
        assertThat(merchant.refund("refund", charge, 401).error())
                .isEqualTo("idempotency_key_reused");
        assertThat(merchant.get("/v1/charges/" + charge).field("refunded")).isEqualTo("400");
    }

    @Test
    void refundWhenKeyIsThatOfAChargeThenIsAnother() {
        assertThat(merchant.refund("charge", charge, 400).status()).isEqualTo(200);
    }

    @Test
    void refundWhenMoreThanIsLeftThenRefuses() {
        merchant.refund("first", charge, 600);

        Answer answer = merchant.refund("second", charge, 401);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("refund_exceeds_charge");
        assertThat(merchant.refund("third", charge, 400).status()).isEqualTo(200);
        assertThat(merchant.refund("fourth", charge, 1).error()).isEqualTo("refund_exceeds_charge");
        assertThat(merchant.get("/v1/refunds?key=second").status()).isEqualTo(404);
    }

    @Test
    void refundWhenManyComeAtOnceThenNeverGivesBackMoreThanWasCharged() {
        List<Callable<Answer>> calls =
                IntStream.range(0, 30)
                        .<Callable<Answer>>mapToObj(
                                number -> () -> merchant.refund("refund-" + number, charge, 150))
                        .toList();

        List<Answer> answers = Parallel.all(calls);

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(6);
        assertThat(merchant.get("/v1/charges/" + charge).field("refunded")).isEqualTo("900");
    }

    @Test
    void refundWhenManyComeAtOnceWithOneKeyThenRefundsOnce() {
        Parallel.times(50, () -> merchant.refund("one-key", charge, 10));

        assertThat(merchant.get("/v1/charges/" + charge).field("refunded")).isEqualTo("10");
    }
}
