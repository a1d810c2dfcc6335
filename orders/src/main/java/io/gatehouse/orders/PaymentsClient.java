// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.web.json.Json;
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
    public Charge charge(Order order) {
        ChargeRequest request =
                new ChargeRequest(
                        order.id(), order.customerId(), order.total(), order.paymentMethod());
        return send("charge", request, ChargeAnswer.class)
                .map(ChargeAnswer::status)
                .<Charge>map(status ->
                        switch (status) {
                            case PAID -> new Paid();
                            case DECLINED -> new Declined();
                            case PENDING -> new Unknown();
                        })
                .orElseGet(Unknown::new);
    }

    @Override
    public Refund refund(Order order) {
        RefundRequest request = new RefundRequest(order.id(), refundId(order));
        return send("refund", request, RefundAnswer.class)
                .map(RefundAnswer::status)
                .map(status -> refund(order, status))
                .orElseGet(Unknown::new);
    }

    @Override
    public boolean isAway() {
        return payments.isAway();
    }

    // The same for each repetition, and not the order's own, which is the payment's.
    private static UUID refundId(Order order) {
        return UUID.nameUUIDFromBytes(
                ("refund of " + order.id()).getBytes(StandardCharsets.US_ASCII));
    }

    // The order stays in CANCELLING, and the alert on its age calls an operator.
    private static Refund refund(Order order, RefundStatus status) {
        if (status == RefundStatus.REFUSED) {
            LOG.log(Level.ERROR, "the refund of order {0} was refused", order.id());
        }
        return status == RefundStatus.REFUNDED ? new Refunded() : new Unknown();
    }

    private <T> Optional<T> send(String what, Object request, Class<T> type) {
        try {
            HttpResponse<byte[]> response =
                    payments.send(
                            "POST",
                            "/microservice/payments/" + what,
                            Optional.of(json(request)),
                            timeout);
            if (response.statusCode() == OK) {
                return Optional.of(Json.mapper().readValue(response.body(), type));
            }
            LOG.log(Level.WARNING, "payments answered {0} to a {1}", response.statusCode(), what);
        } catch (IOException unknown) {
            LOG.log(Level.WARNING, "payments did not answer a " + what + ": " + unknown);
        }
        return Optional.empty();
    }

    private static byte[] json(Object request) {
        try {
            return Json.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("request cannot be written", impossible);
        }
    }

    private record ChargeRequest(UUID orderId, UUID customerId, Money amount, String method) {}

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
