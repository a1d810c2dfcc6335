// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.ProblemCode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The client of payments. The order's id is the key of its charge, and makes that of its refund.
 */
final class PaymentsClient implements PaymentGateway {
    private static final System.Logger LOG = System.getLogger(PaymentsClient.class.getName());
    private static final int OK = 200;

    private final PeerClient payments;
    private final Duration timeout;

    PaymentsClient(PeerClient payments, Duration timeout) {
        this.payments = payments;
        this.timeout = timeout;
    }

    @Override
    public Charge charge(Order order, Optional<Secret> source) {
        ChargeRequest request =
                new ChargeRequest(
                        order.id(),
                        order.customerId(),
                        order.total(),
                        order.paymentMethod(),
                        source);
        return send("charge", request, PaymentsClient::charged).orElseGet(Unknown::new);
    }

    @Override
    public Refund refund(Order order) {
        RefundRequest request = new RefundRequest(order.id(), refundId(order));
        return send("refund", request, PaymentsClient::refunded).orElseGet(Unknown::new);
    }

    @Override
    public boolean isAway() {
        return payments.isAway();
    }

    // The same for each repetition, another after a refusal, which is remembered under its id; and
    // not the order's own, which is the payment's.
    private static UUID refundId(Order order) {
        String again = order.refusals() == 0 ? "" : ", again " + order.refusals();
        return UUID.nameUUIDFromBytes(
                ("refund of " + order.id() + again).getBytes(StandardCharsets.US_ASCII));
    }

    private <T> Optional<T> send(String what, Object request, Reader<T> reader) {
        try {
            HttpResponse<byte[]> response =
                    payments.send(
                            "POST",
                            "/microservice/payments/" + what,
                            Optional.of(json(request)),
                            timeout);
            Optional<T> outcome = reader.read(response);
            if (outcome.isEmpty()) {
                int status = response.statusCode();
                LOG.log(Level.WARNING, "payments answered {0} to a {1}", status, what);
            }
            return outcome;
        } catch (IOException unknown) {
            LOG.log(Level.WARNING, "payments did not answer a " + what + ": " + unknown);
        }
        return Optional.empty();
    }

    private static Optional<Charge> charged(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != OK) {
            return Optional.empty();
        }
        ChargeAnswer answer = Json.mapper().readValue(response.body(), ChargeAnswer.class);
        return Optional.ofNullable(answer.status())
                .map(status ->
                        switch (status) {
                            case PAID -> new Paid();
                            case DECLINED -> new Declined();
                            case PENDING -> new Unknown();
                        });
    }

    private static Optional<Refund> refunded(HttpResponse<byte[]> response) throws IOException {
        if (isNothingLeft(response)) {
            return Optional.of(new Refunded());
        }
        if (response.statusCode() != OK) {
            return Optional.empty();
        }
        RefundAnswer answer = Json.mapper().readValue(response.body(), RefundAnswer.class);
        return Optional.ofNullable(answer.status())
                .map(status ->
                        switch (status) {
                            case REFUNDED -> new Refunded();
                            case REFUSED -> new Refused();
                            case PENDING -> new Unknown();
                        });
    }

    // All that is left is asked for: somebody has given the money back by hand.
    private static boolean isNothingLeft(HttpResponse<byte[]> response) throws IOException {
        ProblemCode nothingLeft = ProblemCode.REFUND_EXCEEDS_PAYMENT;
        return response.statusCode() == nothingLeft.status()
                && nothingLeft
                        .code()
                        .equals(Json.mapper().readTree(response.body()).path("code").asText());
    }

    private static byte[] json(Object request) {
        try {
            return Json.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("request cannot be written", impossible);
        }
    }

    /** Reads an outcome from a response; empty when there is none in it. */
    private interface Reader<T> {
        Optional<T> read(HttpResponse<byte[]> response) throws IOException;
    }

    private record ChargeRequest(
            UUID orderId, UUID customerId, Money amount, String method, Optional<Secret> source) {}

    /** A refund of all that is left of the order's payment. */
    private record RefundRequest(UUID orderId, UUID refundId) {}

    private enum ChargeStatus {
        PENDING,
        PAID,
        DECLINED
    }

    private enum RefundStatus {
        PENDING,
        REFUNDED,
        REFUSED
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ChargeAnswer(ChargeStatus status) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record RefundAnswer(RefundStatus status) {}
}
