// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of payments and refunds: outcomes, duration, retries, and the oldest open ones. */
@ApplicationScoped
public class PaymentsMetrics {
    private static final Metadata PAYMENTS =
            named("payments", "Payments decided, by their status.");
    private static final Metadata REFUNDS =
            named("payments_refunds", "Refunds decided, by their status.");
    private static final Metadata AGE =
            named("payments_age", "Time from the opening of a payment to its decision.");
    private static final Metadata RECOVERIES =
            named("payments_recovery_attempts", "Open payments and refunds that a worker resumed.");
    private static final Metadata CONTRADICTIONS =
            named(
                    "payments_contradictions",
                    "Outcomes from the provider that contradict what was decided before.");
    private static final Metadata OLDEST_PAYMENT =
            named("payments_oldest_open_seconds", "Age of the oldest open payment, 0 for none.");
    private static final Metadata OLDEST_REFUND =
            named(
                    "payments_refunds_oldest_open_seconds",
                    "Age of the oldest open refund, 0 for none.");

    private final MetricRegistry registry;
    private final AtomicLong oldestPaymentSeconds = new AtomicLong();
    private final AtomicLong oldestRefundSeconds = new AtomicLong();

    @Inject
    PaymentsMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge(OLDEST_PAYMENT, oldestPaymentSeconds::get);
        registry.gauge(OLDEST_REFUND, oldestRefundSeconds::get);
    }

    /** Counts a payment that this service has just decided. */
    public void decided(String status, Instant openedAt, Instant now) {
        registry.counter(PAYMENTS, new Tag("status", status)).inc();
        registry.timer(AGE).update(Duration.between(openedAt, now));
    }

    /** Counts a refund that this service has just decided. */
    public void refunded(String status) {
        registry.counter(REFUNDS, new Tag("status", status)).inc();
    }

    /** Counts an outcome that contradicts what was decided; the money has to be looked at. */
    public void contradicted() {
        registry.counter(CONTRADICTIONS).inc();
    }

    public void recovered() {
        registry.counter(RECOVERIES).inc();
    }

    public void oldestPayment(Optional<Instant> since, Instant now) {
        oldestPaymentSeconds.set(age(since, now));
    }

    public void oldestRefund(Optional<Instant> since, Instant now) {
        oldestRefundSeconds.set(age(since, now));
    }

    private static long age(Optional<Instant> since, Instant now) {
        return since.map(start -> Duration.between(start, now).toSeconds()).orElse(0L);
    }
}
