// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static io.gatehouse.common.web.server.Metrics.named;
import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.apikey.ExchangeListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the exchanges of API keys. */
@ApplicationScoped
class ExchangeMetrics implements ExchangeListener {
    private static final Metadata EXCHANGES =
            named("authz_key_exchanges", "API keys that idp was asked about, by outcome.");

    private final MetricRegistry registry;

    @Inject
    ExchangeMetrics(MetricRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    @Override
    public void exchanged(Outcome outcome) {
        registry.counter(EXCHANGES, new Tag("outcome", outcome.name().toLowerCase(Locale.ROOT)))
                .inc();
    }
}
