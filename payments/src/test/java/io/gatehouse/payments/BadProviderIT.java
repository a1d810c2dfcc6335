// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.provider.ProviderConfig;
import io.gatehouse.provider.ProviderServer;
import io.gatehouse.provider.fault.Faults;
import io.gatehouse.provider.webhook.WebhookConfig;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service with its workers, against a provider that misbehaves: nothing is charged twice. */
@ExtendWith({DatabaseExtension.class, Secrets.class, BadProviderIT.Provider.class})
@HelidonTest
@AddConfig(key = "payments.provider.timeout", value = "PT0.4S")
@AddConfig(key = "payments.provider.budget", value = "PT0.8S")
@AddConfig(key = "payments.recovery.interval", value = "PT0.1S")
@AddConfig(key = "payments.recovery.lease", value = "PT1S")
@AddConfig(key = "payments.recovery.longest-lease", value = "PT1S")
class BadProviderIT {
    private static final int ORDERS = 30;
    private static final long CENTS = 1299;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ProviderServer provider;

    @Inject private WebTarget target;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    private Http orders;
    private Http clerk;

    /** Starts the provider once, and has it send its events past this test. */
    static final class Provider implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            if (provider == null) {
                provider = ProviderServer.start(config());
            }
            System.setProperty("payments.provider.url", provider.url().toString());
        }

        private static ProviderConfig config() {
            try {
                Path data = Files.createTempDirectory("provider");
                return ProviderConfig.of(data, Secrets.PROVIDER_KEY)
                        .telling(
                                WebhookConfig.signedWith(Secrets.WEBHOOK_SECRET)
                                        .pausing(Duration.ofMillis(50), Duration.ofMillis(500)));
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    @BeforeEach
    void heal() {
        orders = Http.at(target.getUri()).workload("orders");
        clerk = Http.at(target.getUri()).as(UUID.randomUUID(), "clerk", "payment");
        provider.setFaults(Faults.NONE);
        await().atMost(PATIENCE).until(() -> charge(UUID.randomUUID()).equals("PAID"));
    }

    static Stream<Faults> faults() {
        return Stream.of(
                new Faults(250, 0, 0, 0, 0, false),
                new Faults(0, 0.5, 0, 0, 0, false),
                new Faults(0, 0, 0.5, 0, 0, false),
                new Faults(0, 0, 0, 0.5, 0, false),
                new Faults(600, 0.3, 0.2, 0.3, 0, true));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void chargeWhenTheProviderMisbehavesThenEachOrderIsChargedOnce(Faults faults) {
        provider.setFaults(faults);
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(ORDERS).toList();

        List<String> statuses =
                Parallel.atMost(
                        10, ids.stream().<Callable<String>>map(id -> () -> charge(id)).toList());
        provider.setFaults(Faults.NONE);

        assertThat(statuses).containsAnyOf("PAID", "PENDING").doesNotContain("DECLINED");
        ids.forEach(id -> await().atMost(PATIENCE).until(() -> status(id).equals("PAID")));
        assertThat(ids).allSatisfy(this::assertChargedOnce);
    }

    @Test
    void refundWhenEveryAnswerIsLostThenRefundedOnce() {
        UUID order = UUID.randomUUID();
        charge(order);
        provider.setFaults(new Faults(0, 0, 0, 1, 0, false));
        UUID refund = UUID.randomUUID();

        orders.post("/microservice/payments/refund", Bodies.refund(order, refund, 500));
        provider.setFaults(Faults.NONE);

        await().atMost(PATIENCE)
                .until(() ->
                        Rows.count(
                                        "SELECT count(*) FROM refund WHERE id = ? AND status = 'REFUNDED'",
                                        refund)
                                == 1);
        assertThat(found("charges", order).path("refunded").asLong()).isEqualTo(500);
        assertThat(found("refunds", refund).path("amount").asLong()).isEqualTo(500);
        assertThat(owed(refund)).isEqualTo(-500);
    }

    @Test
    void breakerWhenTheProviderIsAwayThenOpensLeavesOtherRoutesAloneAndCloses() {
        provider.setFaults(new Faults(0, 1, 0, 0, 0, false));
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(ORDERS).toList();

        Parallel.all(ids.stream().<Callable<String>>map(id -> () -> charge(id)).toList());

        await().atMost(PATIENCE).until(() -> breaker().equals("1.0"));
        assertThat(clerk.get("/payments").status()).isEqualTo(200);
        provider.setFaults(Faults.NONE);
        ids.forEach(id -> await().atMost(PATIENCE).until(() -> status(id).equals("PAID")));
        assertThat(breaker()).isEqualTo("0.0");
        assertThat(ids).allSatisfy(this::assertChargedOnce);
    }

    @Test
    void webhookWhenSentTwiceThenTheProcessingChargeIsDecidedOnce() {
        try (FakeServer gate = new FakeServer().on("/payments/webhook", this::forward)) {
            provider.sendWebhooksTo(URI.create(gate.url() + "/payments/webhook"));
            provider.setFaults(new Faults(0, 0, 0, 0, 0, true));

            UUID id = manual("tok_processing");
            UUID declined = manual("tok_processing_declined");

            await().atMost(PATIENCE).until(() -> status(id).equals("PAID"));
            await().atMost(PATIENCE).until(() -> status(declined).equals("DECLINED"));
            await().atMost(PATIENCE).until(() -> events(gate, id) >= 2);
            assertThat(owed(id)).isEqualTo(CENTS);
            assertThat(owed(declined)).isZero();
        }
    }

    /** What the gate does with an event: it passes it on under its own identity. */
    private Reply forward(FakeServer.Request event) {
        HttpAnswer answer =
                clerk.anonymous()
                        .with("Provider-Signature", event.header("Provider-Signature").orElse(""))
                        .post("/payments/webhook", event.body());
        return Reply.status(answer.status());
    }

    private static long events(FakeServer gate, UUID id) {
        return gate.requests().stream()
                .filter(event -> event.body().contains(id.toString()))
                .count();
    }

    private UUID manual(String source) {
        HttpAnswer accepted =
                clerk.with("Idempotency-Key", UUID.randomUUID().toString())
                        .post("/payments", Bodies.payment(CENTS, source));
        assertThat(accepted.status()).isEqualTo(202);
        return UUID.fromString(accepted.field("id"));
    }

    private String charge(UUID order) {
        return orders.post(PaymentFixture.CHARGE, Bodies.charge(order, new UUID(0, 1), CENTS))
                .field("status");
    }

    private String status(UUID id) {
        return clerk.get("/payments/" + id).field("status");
    }

    private void assertChargedOnce(UUID id) {
        List<JsonNode> charges = charges("order " + id);
        assertThat(charges).hasSize(1);
        assertThat(charges.getFirst().path("status").asText()).isEqualTo("succeeded");
        assertThat(charges.getFirst().path("amount").asLong()).isEqualTo(CENTS);
        assertThat(owed(id)).isEqualTo(CENTS);
    }

    /** All charges that the provider has for a reference, under whatever key they came. */
    private static List<JsonNode> charges(String reference) {
        List<JsonNode> found = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            JsonNode page = ask("/v1/charges?limit=100" + after.get());
            page.path("items").forEach(found::add);
            after =
                    Optional.of(page.path("next").asText())
                            .filter(next -> !next.isEmpty())
                            .map(next -> "&after=" + next);
        }
        return found.stream()
                .filter(charge -> charge.path("reference").asText().equals(reference))
                .toList();
    }

    private static JsonNode found(String kind, UUID key) {
        return ask("/v1/" + kind + "?key=" + key);
    }

    private static JsonNode ask(String path) {
        return new Http(provider.url(), Map.of("Authorization", "Bearer " + Secrets.PROVIDER_KEY))
                .get(path)
                .json();
    }

    private static long owed(UUID transaction) {
        return PaymentFixture.owed(transaction);
    }

    private String breaker() {
        return Http.at(admin.getUri())
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("gatehouse_provider_breaker_open{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }
}
