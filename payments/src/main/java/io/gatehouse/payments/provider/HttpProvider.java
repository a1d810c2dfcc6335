// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.payments.provider.ProviderConnection.Call;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A provider that speaks JSON over HTTP and finds a charge or refund by its key. */
final class HttpProvider implements Provider {
    private static final Logger LOG = System.getLogger(HttpProvider.class.getName());
    private static final String CHARGES = "/v1/charges";
    private static final String REFUNDS = "/v1/refunds";
    private static final int NOT_FOUND = 404;

    private final ProviderCalls calls;

    HttpProvider(ProviderCalls calls) {
        this.calls = calls;
    }

    @Override
    public ChargeOutcome charge(Charge charge) {
        Map<String, Object> body =
                Map.of(
                        "amount", charge.amount().amount(),
                        "currency", charge.amount().currency(),
                        "source", charge.source(),
                        "reference", charge.reference());
        return calls.send(post(CHARGES, charge.key(), body))
                .map(answer -> charged(answer, charge.key()))
                .orElseGet(ChargeOutcome.Unknown::new);
    }

    @Override
    public Optional<ChargeOutcome> findCharge(UUID key) {
        Optional<HttpResponse<byte[]>> answer = calls.send(find(CHARGES, key));
        return answer.filter(HttpProvider::isUnheardOf).isPresent()
                ? Optional.empty()
                : Optional.of(
                        answer.map(found -> charged(found, key))
                                .orElseGet(ChargeOutcome.Unknown::new));
    }

    @Override
    public RefundOutcome refund(Refund refund) {
        Map<String, Object> body =
                Map.of("charge", refund.charge(), "amount", refund.amount().amount());
        return calls.send(post(REFUNDS, refund.key(), body))
                .map(answer -> refunded(answer, refund.key()))
                .orElseGet(RefundOutcome.Unknown::new);
    }

    @Override
    public Optional<RefundOutcome> findRefund(Refund refund) {
        UUID key = refund.key();
        Optional<HttpResponse<byte[]>> answer = calls.send(find(REFUNDS, key));
        return answer.filter(HttpProvider::isUnheardOf).isPresent()
                ? Optional.empty()
                : Optional.of(
                        answer.map(found -> refunded(found, key))
                                .orElseGet(RefundOutcome.Unknown::new));
    }

    private static ChargeOutcome charged(HttpResponse<byte[]> response, UUID key) {
        ProviderAnswer answer = ProviderAnswer.read(response.body());
        Optional<ChargeOutcome> outcome =
                switch (response.statusCode()) {
                    case 200, 202, 402 ->
                            Optional.of(answer.charge()).filter(_ -> answer.isOf(key));
                    case 400, 422 -> answer.finalError().map(ChargeOutcome.Declined::new);
                    default -> Optional.empty();
                };
        return outcome.orElseGet(() -> {
            logDoubt(response, key);
            return new ChargeOutcome.Unknown();
        });
    }

    private static RefundOutcome refunded(HttpResponse<byte[]> response, UUID key) {
        ProviderAnswer answer = ProviderAnswer.read(response.body());
        Optional<RefundOutcome> outcome =
                switch (response.statusCode()) {
                    case 200, 202 -> Optional.of(answer.refund()).filter(_ -> answer.isOf(key));
                    case 400, NOT_FOUND, 422 -> answer.finalError().map(RefundOutcome.Refused::new);
                    default -> Optional.empty();
                };
        return outcome.orElseGet(() -> {
            logDoubt(response, key);
            return new RefundOutcome.Unknown();
        });
    }

    private static boolean isUnheardOf(HttpResponse<byte[]> response) {
        return response.statusCode() == NOT_FOUND;
    }

    // Not the body: it is the provider's, and says more than a log may keep.
    private static void logDoubt(HttpResponse<byte[]> response, UUID key) {
        LOG.log(
                Level.ERROR,
                "the provider''s answer for {0} tells no outcome, status {1}",
                key,
                response.statusCode());
    }

    private static Call post(String path, UUID key, Map<String, Object> body) {
        try {
            return new Call(
                    path,
                    Map.of("Content-Type", "application/json", "Idempotency-Key", key.toString()),
                    Optional.of(Json.mapper().writeValueAsBytes(body)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a request cannot be written", impossible);
        }
    }

    private static Call find(String path, UUID key) {
        return new Call(path + "?key=" + key, Map.of(), Optional.empty());
    }
}
