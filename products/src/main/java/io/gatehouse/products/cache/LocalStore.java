// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps values in this process. Who has written to this instance is known to {@link ReadCache}. */
final class LocalStore<V> implements Store<V> {
    private final Cache<Key, V> values;
    private final AtomicLong generation = new AtomicLong();

    private record Key(String generation, String key) {}

    LocalStore(Duration ttl, int size, Ticker ticker) {
        values =
                Caffeine.newBuilder()
                        .maximumSize(size)
                        .expireAfterWrite(ttl)
                        .ticker(ticker)
                        .build();
    }

    @Override
    public Found<V> find(UUID reader, String key) {
        String current = generation.toString();
        V known = values.getIfPresent(new Key(current, key));
        return known == null ? new Found.Miss<>(current) : new Found.Hit<>(known);
    }

    @Override
    public void keep(String key, V value, String of, Instant until) {
        values.put(new Key(of, key), value);
    }

    @Override
    public boolean forget() {
        generation.incrementAndGet();
        return true;
    }

    @Override
    public void wrote(UUID account) {}

    @Override
    public void close() {}
}
