// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.provider.webhook.WebhookConfig;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.FakeServer.Request;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.TestClock;
import io.gatehouse.testkit.Tls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookIT {
    private static final String SECRET = "webhook-secret";
    private static final String PATH = "/payments/webhook";

    private final TestClock clock = new TestClock();
    private final FakeServer target = new FakeServer();

    @TempDir private Path data;

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void eventWhenSentThenIsSignedWithTheSecretAndTheTime() throws Exception {
        answering(_ -> Reply.status(204));

        run(merchant -> {
            merchant.charge("key", 1299, "tok_ok");
            received(1);
        });

        Request request = target.requests().getFirst();
        String body = request.body();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        byte[] signed = ("1772366400." + body).getBytes(StandardCharsets.UTF_8);
        assertThat(request.header("Provider-Signature"))
                .contains("t=1772366400,v1=" + HexFormat.of().formatHex(mac.doFinal(signed)));
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.call()).isEqualTo("POST " + PATH);
        assertThat(Json.read(body).path("id").asText()).matches("evt_[A-Za-z0-9]{24}");
        assertThat(Json.read(body).path("created").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void eventWhenChargesAndRefundsAreDecidedThenTellsOfEach() {
        answering(_ -> Reply.status(200));

        run(merchant -> {
            JsonNode paid = merchant.charge("paid", 5, "tok_ok").json();
            JsonNode declined = merchant.charge("declined", 5, "tok_expired_card").json();
            JsonNode refund = merchant.refund("refund", paid.path("id").asText(), 2).json();
            merchant.charge("later", 5, "tok_processing");
            merchant.charge("never", 5, "tok_processing_declined");
            received(5);

            assertThat(told("charge.succeeded"))
                    .containsExactlyInAnyOrder(paid, merchant.get("/v1/charges?key=later").json());
            assertThat(told("charge.declined"))
                    .containsExactlyInAnyOrder(
                            declined, merchant.get("/v1/charges?key=never").json());
            assertThat(told("refund.succeeded")).containsExactly(refund);
        });
    }

    @Test
    void eventWhenARequestIsRepeatedThenTellsOnce() {
        answering(_ -> Reply.status(204));

        run(merchant -> {
            merchant.charge("key", 5, "tok_ok");
            merchant.charge("key", 5, "tok_ok");
            merchant.charge("other", 5, "tok_ok");
            received(2);
        });

        assertThat(target.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 301, 400, 401, 404, 429, 500, 503})
    void eventWhenNotTakenThenIsSentAgainUntilItIs(int status) {
        AtomicInteger attempts = new AtomicInteger();
        answering(_ ->
                attempts.incrementAndGet() > 3
                        ? Reply.status(204)
                        : status == 0 ? Reply.cut() : Reply.status(status));

        run(merchant -> {
            merchant.charge("key", 5, "tok_ok");
            Awaitility.await().until(() -> Files.readString(journal()).contains("acknowledged"));
        });
        run(merchant -> {
            merchant.charge("other", 5, "tok_ok");
            received(5);
        });

        assertThat(target.requests().subList(0, 4).stream().map(Request::body).distinct())
                .hasSize(1);
        assertThat(target.requests()).hasSize(5);
    }

    @Test
    void eventWhenSentAgainThenCarriesTheTimeOfThatAttempt() {
        AtomicInteger attempts = new AtomicInteger();
        answering(_ -> {
            clock.advance(Duration.ofMinutes(10));
            return Reply.status(attempts.incrementAndGet() > 1 ? 204 : 500);
        });

        run(merchant -> {
            merchant.charge("key", 5, "tok_ok");
            received(2);
        });

        assertThat(
                        target.requests().stream()
                                .map(request -> request.header("Provider-Signature").orElse(""))
                                .map(signature -> signature.replaceFirst(",.*", "")))
                .containsExactly("t=1772366400", "t=1772367000");
    }

    @Test
    void eventWhenNotTakenBeforeAStopThenIsSentAfterTheNextStart() {
        answering(_ -> Reply.status(503));
        run(merchant -> {
            merchant.charge("key", 5, "tok_ok");
            received(1);
        });
        String body = target.requests().getFirst().body();

        try (FakeServer other = new FakeServer().on(PATH, _ -> Reply.status(204))) {
            run(
                    config().telling(webhook().to(other.url().resolve(PATH))),
                    _ -> Awaitility.await().until(() -> other.requests().size() == 1));

            assertThat(other.requests().getFirst().body()).isEqualTo(body);
        }
    }

    @Test
    void eventWhenTheAddressIsToldLaterThenIsSentThere() {
        answering(_ -> Reply.status(204));

        try (ProviderServer provider = start(config().telling(webhook()))) {
            Merchant.of(provider).charge("key", 5, "tok_ok");
            provider.sendWebhooksTo(url());
            received(1);
        }
    }

    @Test
    void eventWhenDuplicatesAreOnThenIsSentTwice() {
        answering(_ -> Reply.status(204));

        run(merchant -> {
            merchant.faults("{\"duplicateWebhooks\":true}");
            merchant.charge("twice", 5, "tok_ok");
            received(2);
            merchant.heal();
            merchant.charge("once", 5, "tok_ok");
            received(3);
        });

        List<String> bodies = target.requests().stream().map(Request::body).toList();
        assertThat(bodies.get(0)).isEqualTo(bodies.get(1)).isNotEqualTo(bodies.get(2));
        assertThat(bodies).hasSize(3);
    }

    @Test
    void eventWhenTargetHasACertificateOfTheAuthorityThenIsSent(@TempDir Path directory) {
        Certificates.Workload known = new Certificates(directory).workload("gateway");

        try (FakeServer gateway = overTls(known);
                ProviderServer provider = start(trusting(known.trust(), gateway.url()))) {
            Merchant.of(provider).charge("key", 5, "tok_ok");

            Awaitility.await().until(() -> gateway.requests().size() == 1);
        }
    }

    @Test
    void eventWhenTargetHasAnotherCertificateThenIsNotSent(
            @TempDir Path directory, @TempDir Path another) {
        Certificates.Workload known = new Certificates(directory).workload("gateway");
        Certificates.Workload impostor = new Certificates(another).workload("gateway");

        try (FakeServer gateway = overTls(impostor);
                ProviderServer provider = start(trusting(known.trust(), gateway.url()))) {
            Merchant.of(provider).charge("key", 5, "tok_ok");
            answering(_ -> Reply.status(204));
            provider.sendWebhooksTo(url());
            received(1);

            assertThat(gateway.requests()).isEmpty();
        }
    }

    @Test
    void eventWhenCertificateHasAnotherNameThenIsNotSent(@TempDir Path directory) {
        Certificates.Workload known = new Certificates(directory).workload("gateway");

        try (FakeServer gateway = overTls(known)) {
            URI byAddress = URI.create("https://127.0.0.1:" + gateway.url().getPort());
            try (ProviderServer provider = start(trusting(known.trust(), byAddress))) {
                Merchant.of(provider).charge("key", 5, "tok_ok");
                provider.sendWebhooksTo(gateway.url().resolve(PATH));
                Awaitility.await().until(() -> gateway.requests().size() == 1);
            }

            assertThat(gateway.requests().getFirst().header("Host"))
                    .contains("localhost:" + gateway.url().getPort());
        }
    }

    private static FakeServer overTls(Certificates.Workload identity) {
        return FakeServer.overTls(
                        Tls.presenting(identity.trust(), identity.certificate(), identity.key()))
                .on(PATH, _ -> Reply.status(204));
    }

    private ProviderConfig trusting(Path ca, URI base) {
        return config().telling(webhook().to(base.resolve(PATH)).trusting(ca));
    }

    private void answering(Function<Request, Reply> answer) {
        target.on(PATH, answer);
    }

    private void received(int count) {
        Awaitility.await().until(() -> target.requests().size() >= count);
    }

    private Path journal() {
        return data.resolve("journal.jsonl");
    }

    private List<JsonNode> told(String type) {
        return target.requests().stream()
                .map(request -> Json.read(request.body()))
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("data"))
                .toList();
    }

    private URI url() {
        return target.url().resolve(PATH);
    }

    private static WebhookConfig webhook() {
        return WebhookConfig.signedWith(SECRET)
                .pausing(Duration.ofMillis(1), Duration.ofMillis(50));
    }

    private ProviderConfig config() {
        return ProviderConfig.of(data, Merchant.API_KEY).processingFor(Duration.ofMillis(20));
    }

    private ProviderServer start(ProviderConfig config) {
        return ProviderServer.start(config, clock, new SecureRandom());
    }

    private void run(Consumer<Merchant> work) {
        run(config().telling(webhook().to(url())), work);
    }

    private void run(ProviderConfig config, Consumer<Merchant> work) {
        try (ProviderServer provider = start(config)) {
            work.accept(Merchant.of(provider));
        }
    }
}
