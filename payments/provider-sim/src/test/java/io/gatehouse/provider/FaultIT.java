// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.provider.Merchant.Answer;
import io.gatehouse.provider.fault.Faults;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultIT {
    private static final Duration SHORT = Duration.ofMillis(300);

    private ProviderServer provider;
    private Merchant merchant;

    @BeforeEach
    void start(@TempDir Path data) {
        provider = ProviderServer.start(ProviderConfig.of(data, Merchant.API_KEY));
        merchant = Merchant.of(provider);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void faultsWhenSetThenAreShownUntilDeleted() {
        String some =
                """
                {"latencyMillis":5,"errorRate":0.5,"hangRate":0.25,\
                "resetAfterSuccessRate":0.1,"declineRate":1.0,"duplicateWebhooks":true}\
                """;

        assertThat(merchant.faults(some)).isEqualTo(new Answer(200, some));
        assertThat(merchant.get("/control/faults").text()).isEqualTo(some);
        assertThat(merchant.heal().status()).isEqualTo(200);
        assertThat(merchant.get("/control/faults").text())
                .contains("\"latencyMillis\":0", "\"duplicateWebhooks\":false");
    }

    @Test
    void faultsWhenOneIsSetThenTheOthersAreOff() {
        merchant.faults("{\"errorRate\":1.0}");

        assertThat(merchant.faults("{\"declineRate\":1.0}").text())
                .contains("\"errorRate\":0.0", "\"declineRate\":1.0");
    }

    @Test
    void errorWhenOnThenNothingIsDone() {
        merchant.faults("{\"errorRate\":1.0}");

        Answer answer = merchant.charge("key", 5, "tok_ok");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo("internal");
        assertThat(merchant.get("/v1/charges").error()).isEqualTo("internal");
        merchant.heal();
        assertThat(merchant.get("/v1/charges?key=key").status()).isEqualTo(404);
        assertThat(merchant.charge("key", 5, "tok_ok").status()).isEqualTo(200);
    }

    @Test
    void hangWhenOnThenNoAnswerComesAndNothingIsDone() {
        merchant.faults("{\"hangRate\":1.0}");

        assertThatThrownBy(() -> Merchant.exchange(charging("key").timeout(SHORT)))
                .isInstanceOf(HttpTimeoutException.class);

        merchant.heal();
        assertThat(merchant.get("/v1/charges?key=key").status()).isEqualTo(404);
        assertThat(merchant.charge("key", 5, "tok_ok").status()).isEqualTo(200);
    }

    @Test
    void resetWhenOnThenTheChargeIsMadeAndTheAnswerIsLost() {
        merchant.faults("{\"resetAfterSuccessRate\":1.0}");

        assertThatThrownBy(() -> Merchant.exchange(charging("key")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);

        Answer found = merchant.get("/v1/charges?key=key");
        assertThat(found.field("status")).isEqualTo("succeeded");
        merchant.heal();
        assertThat(merchant.charge("key", 5, "tok_ok")).isEqualTo(found);
        assertThat(merchant.get("/v1/charges").json().path("items")).hasSize(1);
    }

    @Test
    void resetWhenOnThenTheRefundIsMadeAndTheAnswerIsLost() {
        String charge = merchant.charge("key", 5, "tok_ok").field("id");
        merchant.faults("{\"resetAfterSuccessRate\":1.0}");
        HttpRequest.Builder refund =
                merchant.request("/v1/refunds")
                        .header("Idempotency-Key", "refund")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"charge\":\"%s\",\"amount\":5}".formatted(charge)));

        assertThatThrownBy(() -> Merchant.exchange(refund)).isInstanceOf(IOException.class);

        Answer found = merchant.get("/v1/refunds?key=refund");
        merchant.heal();
        assertThat(merchant.refund("refund", charge, 5)).isEqualTo(found);
        assertThat(merchant.get("/v1/charges/" + charge).field("refunded")).isEqualTo("5");
    }

    @Test
    void resetWhenOnThenARefusalIsStillAnswered() {
        merchant.faults("{\"resetAfterSuccessRate\":1.0}");

        assertThat(merchant.charge("key", 5, "tok_unknown").error()).isEqualTo("unknown_source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_ok", "tok_expired_card"})
    void declineWhenOnThenCardsThatPayAreDeclined(String source) {
        provider.setFaults(new Faults(0, 0, 0, 0, 1, false));

        Answer answer = merchant.charge("key", 5, source);

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.field("declineCode"))
                .isEqualTo(source.equals("tok_ok") ? "card_declined" : "expired_card");
        merchant.heal();
        assertThat(merchant.charge("key", 5, source)).isEqualTo(answer);
        assertThat(merchant.charge("other", 5, "tok_ok").status()).isEqualTo(200);
    }

    @Test
    void latencyWhenOnThenAnAnswerTakesLonger() {
        merchant.faults("{\"latencyMillis\":60000}");

        for (HttpRequest.Builder slow :
                new HttpRequest.Builder[] {
                    charging("key"),
                    merchant.request("/v1/charges"),
                    merchant.request("/v1/refunds/re_1")
                }) {
            assertThatThrownBy(() -> Merchant.exchange(slow.timeout(SHORT)))
                    .isInstanceOf(HttpTimeoutException.class);
        }

        merchant.heal();
        assertThat(merchant.get("/v1/charges").status()).isEqualTo(200);
    }

    @Test
    void rateWhenBetweenThenSomeMeetTheFault() {
        merchant.faults("{\"errorRate\":0.5}");

        long failed =
                IntStream.range(0, 100)
                        .filter(number ->
                                merchant.charge("key-" + number, 5, "tok_ok").status() == 500)
                        .count();

        assertThat(failed).isBetween(10L, 90L);
    }

    @Test
    void faultsWhenOnThenHealthIsStillAnswered() {
        merchant.faults("{\"errorRate\":1.0,\"hangRate\":1.0}");

        assertThat(merchant.get("/health").status()).isEqualTo(200);
    }

    private HttpRequest.Builder charging(String key) {
        return merchant.request("/v1/charges")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Merchant.order(5, "tok_ok")));
    }
}
