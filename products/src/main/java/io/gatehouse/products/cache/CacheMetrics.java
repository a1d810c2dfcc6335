// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of the cache: how reads went, and calls to its Redis that failed. */
@ApplicationScoped
class CacheMetrics {
    private static final Metadata READS =
            named("cache_reads", "Reads of the catalogue's cache, by how they went.");
    private static final Metadata FAILURES =
            named("cache_failures", "Calls to the Redis of the cache that failed.");

    private final Map<ReadResult, Counter> reads = new EnumMap<>(ReadResult.class);
    private final Counter failures;

    @Inject
    CacheMetrics(MetricRegistry registry) {
        for (ReadResult result : ReadResult.values()) {
            String name = result.name().toLowerCase(Locale.ROOT);
            reads.put(result, registry.counter(READS, new Tag("result", name)));
        }
        failures = registry.counter(FAILURES);
    }

    void read(ReadResult result) {
        reads.get(result).inc();
    }

    void failed() {
        failures.inc();
    }
}
