// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metric of events that came, by what became of them. */
@ApplicationScoped
class WebhookMetrics {
    private static final Metadata EVENTS =
            named("payments_webhooks", "Events of the payment provider, by result.");

    private final MetricRegistry registry;

    /** What became of an event. */
    enum Result {
        DECISIVE,
        NO_NEWS,
        BAD_SIGNATURE
    }

    @Inject
    WebhookMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    void came(Result result) {
        registry.counter(EVENTS, new Tag("result", result.name().toLowerCase(Locale.ROOT))).inc();
    }
}
