// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of orders: outcomes, duration, refusals, retries, and the oldest unfinished. */
@ApplicationScoped
class OrderMetrics {
    private static final Metadata ENDS = named("orders", "Orders finished, by their last status.");
    private static final Metadata AGE =
            named("orders_age", "Time from the placing of an order to its end.");
    private static final Metadata RECOVERIES =
            named("orders_recovery_attempts", "Unfinished orders that the worker drove on.");
    private static final Metadata OLDEST_UNFINISHED =
            named(
                    "orders_oldest_unfinished_seconds",
                    "Age of the oldest unfinished order, 0 for none.");

    private static final Metadata REFUSALS =
            named(
                    "orders_refunds_refused",
                    "Cancelled orders that are paid again, since their refund was refused.");

    private final MetricRegistry registry;
    private final Counter refusals;
    private final AtomicLong oldestUnfinishedSeconds = new AtomicLong();

    @Inject
    OrderMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge(OLDEST_UNFINISHED, oldestUnfinishedSeconds::get);
        // There from the start: a counter that begins with its first refusal shows no increase.
        refusals = registry.counter(REFUSALS);
    }

    void finished(Order order, Instant now) {
        registry.counter(ENDS, new Tag("status", order.status().name())).inc();
        registry.timer(AGE, new Tag("status", order.status().name()))
                .update(Duration.between(order.createdAt(), now));
    }

    void refundRefused() {
        refusals.inc();
    }

    void retried() {
        registry.counter(RECOVERIES).inc();
    }

    void oldestUnfinished(Optional<Instant> since, Instant now) {
        oldestUnfinishedSeconds.set(
                since.map(start -> Duration.between(start, now).toSeconds()).orElse(0L));
    }
}
