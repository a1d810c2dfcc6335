// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts how orders end, and how long the unfinished ones have been waiting. */
@ApplicationScoped
class OrderMetrics {
    private final MetricRegistry registry;
    private final AtomicLong oldestUnfinishedSeconds = new AtomicLong();

    @Inject
    OrderMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge("gatehouse_orders_oldest_unfinished_seconds", oldestUnfinishedSeconds::get);
    }

    void finished(Order order, Instant now) {
        registry.counter("gatehouse_orders", new Tag("status", order.status().name())).inc();
        registry.timer("gatehouse_orders_age", new Tag("status", order.status().name()))
                .update(Duration.between(order.createdAt(), now));
    }

    void retried() {
        registry.counter("gatehouse_orders_recovery_attempts").inc();
    }

    void oldestUnfinished(Optional<Instant> since, Instant now) {
        oldestUnfinishedSeconds.set(
                since.map(start -> Duration.between(start, now).toSeconds()).orElse(0L));
    }
}
