// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.products.CacheConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Makes caches. */
@ApplicationScoped
public class Caches {
    private final CacheMetrics metrics;
    private final Clock clock;

    @Inject
    Caches(CacheMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A new cache, to be closed by whoever asks for it. */
    public <V> ReadCache<V> cache(CacheConfig config) {
        return new ReadCache<>(
                new LocalStore<>(config.ttl(), config.size(), Ticker.systemTicker()),
                config.ttl(),
                metrics::read,
                clock,
                Ticker.systemTicker());
    }
}
