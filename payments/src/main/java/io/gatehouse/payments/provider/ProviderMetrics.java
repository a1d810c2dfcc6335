// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger breakerOpen = new AtomicInteger();

    /** The result of a call. */
    enum Result {
        ANSWERED,
        TIMED_OUT,
        FAILED,
        BREAKER_OPEN,
        BULKHEAD_FULL
    }

    @Inject
    ProviderMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge(BREAKER_OPEN, breakerOpen::get);
    }

    /** Counts a call; one that the breaker lets through means that it is not open. */
    void called(Result result) {
        breakerOpen.set(result == Result.BREAKER_OPEN ? 1 : 0);
        registry.counter(CALLS, new Tag("result", result.name().toLowerCase(Locale.ROOT))).inc();
    }
}
