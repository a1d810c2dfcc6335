// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of the calls to the provider: their results, and whether the breaker is open. */
@ApplicationScoped
class ProviderMetrics {
    private static final Metadata CALLS =
            named("provider_calls", "Calls to the payment provider, by result.");
    private static final Metadata BREAKER_OPEN =
            named(
                    "provider_breaker_open",
                    "1 while the circuit breaker refuses calls to the payment provider, else 0.");

    private final MetricRegistry registry;

    /** The result of a call. */
    enum Result {
        ANSWERED,
        TIMED_OUT,
        FAILED,
        BREAKER_OPEN,
        BULKHEAD_FULL
    }

    @Inject
    ProviderMetrics(MetricRegistry registry, GuardedConnection connection) {
        this.registry = registry;
        registry.gauge(BREAKER_OPEN, () -> connection.isRefusing() ? 1 : 0);
    }

    /** Counts a call. */
    void called(Result result) {
        registry.counter(CALLS, new Tag("result", result.name().toLowerCase(Locale.ROOT))).inc();
    }
}
