// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts how purchases are answered, and how long the open ones have been waiting. */
@ApplicationScoped
class PurchaseMetrics {
    private final MetricRegistry registry;
    private final AtomicLong oldestOpenSeconds = new AtomicLong();

    @Inject
    PurchaseMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge("gatehouse_purchases_oldest_open_seconds", oldestOpenSeconds::get);
    }

    void answered(Answer answer) {
        String outcome =
                switch (answer) {
                    case Answer.Ordered _ -> "ordered";
                    case Answer.Declined _ -> "declined";
                    case Answer.SoldOut _ -> "sold_out";
                    case Answer.Pending _ -> "pending";
                };
        registry.counter("gatehouse_purchases", new Tag("outcome", outcome)).inc();
    }

    void settled(Reservation reservation, Instant now) {
        registry.timer("gatehouse_purchases_age")
                .update(Duration.between(reservation.createdAt(), now));
    }

    void stockConflict() {
        registry.counter("gatehouse_stock_conflicts").inc();
    }

    void attempted() {
        registry.counter("gatehouse_purchases_order_calls").inc();
    }

    void recovered() {
        registry.counter("gatehouse_purchases_recovery_attempts").inc();
    }

    void oldestOpen(Optional<Instant> since, Instant now) {
        oldestOpenSeconds.set(
                since.map(start -> Duration.between(start, now).toSeconds()).orElse(0L));
    }
}
