// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.payments.Money;
import io.gatehouse.payments.Secrets;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Json;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Stripe's own mock server takes every request that is sent, and its answers are understood. It
 * keeps nothing, so what a real one would remember is written into its answers on the way.
 */
@ExtendWith({DatabaseExtension.class, Secrets.class, StripeMockIT.Listening.class})
@HelidonTest
@AddConfig(key = "payments.provider.kind", value = "stripe")
class StripeMockIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<Integer> STATUSES = new CopyOnWriteArrayList<>();

    private static StripeMock stripe;
    private static FakeServer between;
    private static Consumer<ObjectNode> remembered;
    private static String more;

    @Inject private Provider provider;

    private UUID key;

    /** Starts the mock server, and one before it that passes everything on and counts. */
    static final class Listening implements BeforeAllCallback, AfterAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) throws Exception {
            stripe = StripeMock.start();
            between = new FakeServer().on("/v1/", StripeMockIT::passOn);
            System.setProperty("payments.provider.url", between.url().toString());
        }

        @Override
        public void afterAll(ExtensionContext context) {
            between.close();
            stripe.close();
        }
    }

    @BeforeEach
    void forget() {
        key = UUID.randomUUID();
        STATUSES.clear();
        remembered = _ -> {};
        more = "";
    }

    /** Its example bears no key. */
    @Test
    void chargeWhenSentThenTakenAndAnotherIntentTellsNoOutcome() {
        assertThat(provider.charge(charge())).isEqualTo(new ChargeOutcome.Unknown());
        assertThat(STATUSES).containsExactly(200);
    }

    @Test
    void chargeWhenItSucceedsThenCharged() {
        remembered = this::succeededUnderTheKey;

        assertThat(provider.charge(charge())).isInstanceOf(ChargeOutcome.Charged.class);
        assertThat(STATUSES).containsExactly(200);
    }

    @Test
    void chargeWhenTheSourceIsATokenThenTakenAsWell() {
        remembered = this::succeededUnderTheKey;

        assertThat(provider.charge(charge("tok_visa"))).isInstanceOf(ChargeOutcome.Charged.class);
        assertThat(STATUSES).containsExactly(200, 200);
    }

    @Test
    void chargeWhenOneWordIsUnknownThenRefused() {
        more = "&colour=red";

        assertThat(provider.charge(charge()))
                .isEqualTo(new ChargeOutcome.Declined("invalid_request"));
        assertThat(STATUSES).containsExactly(400);
    }

    @Test
    void findChargeWhenSearchedThenTakenAndFoundByTheKeyAlone() {
        assertThat(provider.findCharge(key)).isEmpty();

        remembered = this::succeededUnderTheKey;

        assertThat(provider.findCharge(key)).containsInstanceOf(ChargeOutcome.Charged.class);
        assertThat(STATUSES).hasSizeGreaterThan(2).containsOnly(200);
    }

    @Test
    void refundWhenSentThenTakenAndRefunded() {
        remembered = this::succeededUnderTheKey;

        assertThat(provider.refund(refund())).isInstanceOf(RefundOutcome.Refunded.class);
        assertThat(STATUSES).containsExactly(200);
    }

    @Test
    void findRefundWhenListedThenTakenAndFoundByTheKeyAlone() {
        assertThat(provider.findRefund(refund())).isEmpty();

        remembered = this::succeededUnderTheKey;

        assertThat(provider.findRefund(refund())).containsInstanceOf(RefundOutcome.Refunded.class);
        assertThat(STATUSES).containsExactly(200, 200);
    }

    private Provider.Charge charge() {
        return charge("pm_card_visa");
    }

    private Provider.Charge charge(String source) {
        return new Provider.Charge(key, new Money(1299, "EUR"), new Secret(source), "mug");
    }

    private Provider.Refund refund() {
        return new Provider.Refund(key, "pi_123", new Money(500, "EUR"));
    }

    private void succeededUnderTheKey(ObjectNode made) {
        made.put("status", "succeeded");
        made.putObject("metadata").put(StripeOutcome.KEY, key.toString());
    }

    private static Reply passOn(FakeServer.Request request) {
        HttpRequest.Builder passed =
                HttpRequest.newBuilder(stripe.url().resolve(request.target()))
                        // The only form of key that it takes.
                        .header("Authorization", "Bearer sk_test_gatehouse");
        request.header("Content-Type").ifPresent(type -> passed.header("Content-Type", type));
        boolean isPost = request.method().equals("POST");
        passed.method(
                request.method(),
                isPost ? BodyPublishers.ofString(request.body() + more) : BodyPublishers.noBody());
        HttpResponse<String> answer = send(passed.build());
        STATUSES.add(answer.statusCode());
        return Reply.json(answer.statusCode(), Json.write(edited(Json.read(answer.body()))));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static JsonNode edited(JsonNode answer) {
        List<JsonNode> made = answer.has("data") ? answer.findParents("metadata") : List.of(answer);
        made.stream()
                .filter(each -> each.path("object").asText().matches("payment_intent|refund"))
                .forEach(each -> remembered.accept((ObjectNode) each));
        return answer;
    }
}
