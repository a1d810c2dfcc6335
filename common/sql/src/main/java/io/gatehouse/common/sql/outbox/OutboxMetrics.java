// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static io.gatehouse.common.web.server.Metrics.named;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of the outbox: deliveries by their result, and how many messages there are. */
public final class OutboxMetrics {
    private static final Metadata DELIVERIES =
            named("outbox_deliveries", "Deliveries of messages of the outbox, by their result.");
    private static final Metadata WAITING =
            named("outbox_waiting", "Messages of the outbox that are not delivered yet.");
    private static final Metadata OLDEST =
            named("outbox_oldest_seconds", "Age of the oldest of those, 0 for none.");
    private static final Metadata PARKED =
            named("outbox_parked", "Messages whose delivery kept failing, set aside.");

    private final MetricRegistry registry;
    private final AtomicReference<Seen> last = new AtomicReference<>(new Seen(0, 0, 0));

    /** What became of a delivery. */
    enum Result {
        DELIVERED,
        FAILED,
        PARKED
    }

    private record Seen(long waiting, long oldestSeconds, long parked) {}

    public OutboxMetrics(MetricRegistry registry) {
        this.registry = registry;
        registry.gauge(WAITING, () -> last.get().waiting());
        registry.gauge(OLDEST, () -> last.get().oldestSeconds());
        registry.gauge(PARKED, () -> last.get().parked());
    }

    void counted(Result result) {
        registry.counter(DELIVERIES, new Tag("result", result.name().toLowerCase(Locale.ROOT)))
                .inc();
    }

    void seen(OutboxCounts counts, Instant now) {
        Optional<Long> age = counts.oldest().map(added -> Duration.between(added, now).toSeconds());
        last.set(new Seen(counts.waiting(), age.orElse(0L), counts.parked()));
    }
}
