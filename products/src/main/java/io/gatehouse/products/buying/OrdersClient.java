// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.work.Attempts;
import io.gatehouse.products.reservation.Reservation;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Places the order of a reservation at orders; the reservation's id makes it idempotent. */
final class OrdersClient {
    private static final System.Logger LOG = System.getLogger(OrdersClient.class.getName());

    private final PeerClient orders;
    private final Attempts attempts;
    private final PurchaseMetrics metrics;
    private final Duration timeout;

    OrdersClient(PeerClient orders, Attempts attempts, PurchaseMetrics metrics, Duration timeout) {
        this.orders = orders;
        this.attempts = attempts;
        this.metrics = metrics;
        this.timeout = timeout;
    }

    /** The order with its outcome, or empty when that stays unknown within the budget. */
    Optional<PlacedOrder> place(PurchaseState.Open purchase, Duration budget) {
        return attempts.within(budget, () -> placeOnce(purchase));
    }

    /** The order with its outcome from one call; empty when that fails or the order is pending. */
    Optional<PlacedOrder> placeOnce(PurchaseState.Open purchase) {
        metrics.attempted();
        try {
            HttpResponse<byte[]> response =
                    orders.send(
                            "POST",
                            "/microservice/orders/add",
                            Optional.of(body(purchase)),
                            timeout);
            if (response.statusCode() == 200 || response.statusCode() == 201) {
                return outcome(purchase.reservation(), response.body());
            }
            LOG.log(Level.WARNING, "orders answered " + response.statusCode());
        } catch (IOException unknown) {
            LOG.log(Level.WARNING, "orders did not answer: " + unknown);
        }
        return Optional.empty();
    }

    /** Whether orders did not answer the last call. */
    boolean isAway() {
        return orders.isAway();
    }

    static byte[] body(PurchaseState.Open purchase) {
        try {
            return Json.mapper().writeValueAsBytes(NewOrder.of(purchase));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("order cannot be written", impossible);
        }
    }

    private static Optional<PlacedOrder> outcome(Reservation reservation, byte[] body)
            throws IOException {
        PlacedOrder order = Json.mapper().readValue(body, PlacedOrder.class);
        if (!reservation.id().equals(order.id())) {
            throw new IOException("another order was answered");
        }
        return Optional.of(order).filter(placed -> placed.status().isOutcome());
    }
}
