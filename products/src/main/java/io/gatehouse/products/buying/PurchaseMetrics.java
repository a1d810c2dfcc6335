// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static io.gatehouse.common.web.server.Metrics.named;

import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.reservation.Reservation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of purchases: their outcomes, duration and retries, and the oldest open one. */
@ApplicationScoped
class PurchaseMetrics {
    private static final Metadata ANSWERS = named("purchases", "Purchases answered, by outcome.");
    private static final Metadata AGE =
            named("purchases_age", "Time from the reservation of a purchase to its end.");
    private static final Metadata CALLS =
            named("purchases_order_calls", "Calls to orders for a purchase.");
    private static final Metadata RECOVERIES =
            named("purchases_recovery_attempts", "Open purchases that the worker drove on.");
    private static final Metadata OLDEST_OPEN =
            named("purchases_oldest_open_seconds", "Age of the oldest open purchase, 0 for none.");

    private final MetricRegistry registry;
    private final AtomicLong oldestOpenSeconds = new AtomicLong();

    @Inject
    PurchaseMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge(OLDEST_OPEN, oldestOpenSeconds::get);
    }

    void answered(PurchaseState state) {
        String outcome =
                switch (state) {
                    case PurchaseState.Settled settled -> outcome(settled.answer());
                    case PurchaseState.Open _ -> "pending";
                };
        registry.counter(ANSWERS, new Tag("outcome", outcome)).inc();
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Ordered _ -> "ordered";
            case Answer.Declined _ -> "declined";
            case Answer.SoldOut _ -> "sold_out";
        };
    }

    void settled(Reservation reservation, Instant now) {
        registry.timer(AGE).update(Duration.between(reservation.createdAt(), now));
    }

    void attempted() {
        registry.counter(CALLS).inc();
    }

    void recovered() {
        registry.counter(RECOVERIES).inc();
    }

    void oldestOpen(Optional<Instant> since, Instant now) {
        oldestOpenSeconds.set(
                since.map(start -> Duration.between(start, now).toSeconds()).orElse(0L));
    }
}
