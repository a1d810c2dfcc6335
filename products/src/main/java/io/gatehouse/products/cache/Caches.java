// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.products.CacheConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes caches: in Redis where one is configured, else in this process. */
@ApplicationScoped
public class Caches {
    private final CacheMetrics metrics;
    private final Clock clock;
    private final Supplier<UUID> ids;

    @Inject
    Caches(CacheMetrics metrics, Clock clock, Supplier<UUID> ids) {
        this.metrics = metrics;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A new cache, to be closed by whoever asks for it.
     *
     * @param name of what is cached, the first word of its keys in Redis
     */
    public <V> ReadCache<V> cache(String name, TypeReference<V> type, CacheConfig config) {
        return new ReadCache<>(
                store(name, type, config),
                config.ttl(),
                metrics::read,
                clock,
                Ticker.systemTicker());
    }

    private <V> Store<V> store(String name, TypeReference<V> type, CacheConfig config) {
        if (config.redis().url().isEmpty() || config.ttl().isZero()) {
            return new LocalStore<>(config.ttl(), config.size(), Ticker.systemTicker());
        }
        RedisCalls calls = new RedisCalls(config.redis(), metrics::failed, System::nanoTime);
        return new RedisStore<>(calls, name, type, config.ttl(), ids, clock);
    }
}
