// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Returns values that were loaded at most a time to live ago. A reader who has written reads past
 * the cache until every value of before has expired, so that nobody sees an own write go back:
 * wherever that reader comes when the store is shared, at this instance when it is not.
 */
public final class ReadCache<V> implements AutoCloseable {
    /** Far more accounts than write to one instance within a time to live. */
    private static final int MOST_WRITERS = 100_000;

    private final Store<V> store;
    private final Duration ttl;
    private final Consumer<ReadResult> results;
    private final Clock clock;
    private final Cache<UUID, Boolean> writers;

    ReadCache(
            Store<V> store,
            Duration ttl,
            Consumer<ReadResult> results,
            Clock clock,
            Ticker ticker) {
        this.store = store;
        this.ttl = ttl;
        this.results = results;
        this.clock = clock;
        this.writers =
                Caffeine.newBuilder()
                        .maximumSize(MOST_WRITERS)
                        .expireAfterWrite(untilAllHaveExpired(ttl))
                        .ticker(ticker)
                        .build();
    }

    /**
     * How long a value loaded before a write may be found after it: for one time to live, and for
     * another by an instance whose clock is behind.
     */
    static Duration untilAllHaveExpired(Duration ttl) {
        return ttl.multipliedBy(2);
    }

    /** A known value, or one loaded now. */
    public V get(UUID reader, String key, Supplier<V> load) {
        Found<V> found =
                writers.getIfPresent(reader) == null
                        ? store.find(reader, key)
                        : new Found.OwnWrite<>();
        results.accept(ReadResult.of(found));
        return switch (found) {
            case Found.Hit<V> hit -> hit.value();
            case Found.Miss<V> miss -> loaded(key, miss.generation(), load);
            case Found.OwnWrite<V> _, Found.Away<V> _ -> load.get();
        };
    }

    private V loaded(String key, String generation, Supplier<V> load) {
        Instant until = clock.instant().plus(ttl);
        V value = load.get();
        // What took so long to load is as old already.
        if (clock.instant().isBefore(until)) {
            store.keep(key, value, generation, until);
        }
        return value;
    }

    /**
     * Call it after a write that all must see: values loaded before are not returned any more, by
     * any instance when the store is shared. False when the store cannot be reached.
     */
    public boolean forget() {
        return store.forget();
    }

    /** Call it after a write that its writer must see, and before the answer to it. */
    public void wrote(UUID account) {
        writers.put(account, true);
        store.wrote(account);
    }

    @Override
    public void close() {
        store.close();
    }
}
