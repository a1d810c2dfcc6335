// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.payments.Secrets;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The service with its workers and a Stripe whose answers get lost: nothing is done twice. */
@ExtendWith({DatabaseExtension.class, Secrets.class, StripeRecoveryIT.Listening.class})
@HelidonTest
@AddConfig(key = "payments.provider.kind", value = "stripe")
@AddConfig(key = "payments.provider.card-source", value = "pm_card_visa")
@AddConfig(key = "payments.provider.timeout", value = "PT0.4S")
@AddConfig(key = "payments.provider.budget", value = "PT0.8S")
@AddConfig(key = "payments.recovery.interval", value = "PT0.1S")
@AddConfig(key = "payments.recovery.lease", value = "PT1S")
@AddConfig(key = "payments.recovery.longest-lease", value = "PT1S")
class StripeRecoveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long CENTS = 1299;

    private static FakeStripe stripe;

    @Inject private WebTarget target;

    private Http orders;
    private Http clerk;
    private UUID order;

    /** Listens for as long as tests run, where the service looks for the provider. */
    static final class Listening implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            stripe = new FakeStripe();
            FakeServer server = new FakeServer().on("/v1/", stripe::answer);
            System.setProperty("payments.provider.url", server.url().toString());
        }
    }

    @BeforeEach
    void open() {
        orders = Http.at(target.getUri()).workload("orders");
        clerk = Http.at(target.getUri()).as(UUID.randomUUID(), "clerk", "payment");
        order = UUID.randomUUID();
        stripe.losesAnswers(false);
        stripe.searchLags(false);
        await().atMost(PATIENCE).until(() -> charge(UUID.randomUUID()).equals("PAID"));
    }

    @Test
    void chargeWhenTheAnswerIsLostAndTheSearchLagsThenTheKeyLeadsToTheOneIntent() {
        stripe.searchLags(true);
        chargeWithoutAnAnswer();

        stripe.losesAnswers(false);

        awaitPaidOnce();
    }

    @Test
    void chargeWhenTheAnswerIsLostAndTheKeyForgottenThenTheSearchLeadsToTheOneIntent() {
        chargeWithoutAnAnswer();
        stripe.forgetKeys();

        stripe.losesAnswers(false);

        awaitPaidOnce();
    }

    @Test
    void refundWhenTheAnswerIsLostAndTheKeyForgottenThenTheListLeadsToTheOneRefund() {
        charge(order);
        UUID refund = UUID.randomUUID();
        stripe.losesAnswers(true);
        orders.post("/microservice/payments/refund", Bodies.refund(order, refund, 500));
        stripe.forgetKeys();

        stripe.losesAnswers(false);

        await().atMost(PATIENCE).until(() -> entered(refund) == -500);
        assertThat(stripe.made(refund)).isEqualTo(1);
    }

    private void chargeWithoutAnAnswer() {
        stripe.losesAnswers(true);
        assertThat(charge(order)).isEqualTo("PENDING");
        // A worker does it where the breaker was open, because answers to others were lost as well.
        await().atMost(PATIENCE).until(() -> stripe.made(order) == 1);
    }

    private void awaitPaidOnce() {
        await().atMost(PATIENCE)
                .until(() -> clerk.get("/payments/" + order).field("status").equals("PAID"));
        assertThat(stripe.made(order)).isEqualTo(1);
        assertThat(entered(order)).isEqualTo(CENTS);
    }

    private String charge(UUID id) {
        return orders.post(PaymentFixture.CHARGE, Bodies.charge(id, new UUID(0, 1), CENTS))
                .field("status");
    }

    /** What the provider owes us for a payment or a refund, by the ledger. */
    private static long entered(UUID transaction) {
        return Rows.count(
                "SELECT coalesce(sum(amount), 0) FROM ledger_entry"
                        + " WHERE transaction_id = ? AND account = 'provider'",
                transaction);
    }
}
