// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The metrics of the ledger; each is 0 as long as the books are right. */
@ApplicationScoped
class LedgerMetrics {
    private static final Metadata IMBALANCE =
            named("ledger_imbalance", "Sum of all ledger entries, in cents; 0 when in balance.");
    private static final Metadata MISSING =
            named("ledger_missing", "Payments and refunds that moved money without two entries.");
    private static final Metadata UNFOUNDED =
            named("ledger_unfounded", "Ledger entries that no payment or refund accounts for.");

    private final AtomicLong imbalance = new AtomicLong();
    private final AtomicLong missing = new AtomicLong();
    private final AtomicLong unfounded = new AtomicLong();

    @Inject
    LedgerMetrics(MetricRegistry registry) {
        registry.gauge(IMBALANCE, imbalance::get);
        registry.gauge(MISSING, missing::get);
        registry.gauge(UNFOUNDED, unfounded::get);
    }

    void imbalance(long cents) {
        imbalance.set(cents);
    }

    void missing(long transactions) {
        missing.set(transactions);
    }

    void unfounded(long entries) {
        unfounded.set(entries);
    }
}
