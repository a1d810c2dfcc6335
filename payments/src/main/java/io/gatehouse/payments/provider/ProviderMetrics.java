// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
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
    private final Clock clock;
    private volatile Instant refusedUntil = Instant.MIN;

    /** The result of a call. */
    enum Result {
        ANSWERED,
        TIMED_OUT,
        FAILED,
        BREAKER_OPEN,
        BULKHEAD_FULL
    }

    @Inject
    ProviderMetrics(MetricRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        registry.gauge(BREAKER_OPEN, this::breakerOpen);
    }

    /** Counts a call; one that the breaker lets through means that it is not open. */
    void called(Result result) {
        refusedUntil =
                result == Result.BREAKER_OPEN
                        ? clock.instant().plusMillis(ProviderConnection.BREAKER_DELAY_MILLIS)
                        : Instant.MIN;
        registry.counter(CALLS, new Tag("result", result.name().toLowerCase(Locale.ROOT))).inc();
    }

    // After its delay the breaker lets the next call through. Without this bound an instance that
    // has nothing to call would show an open breaker for ever.
    private int breakerOpen() {
        return clock.instant().isBefore(refusedUntil) ? 1 : 0;
    }
}
