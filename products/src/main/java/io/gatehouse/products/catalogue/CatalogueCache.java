// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.products.ProductsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Caches pages of the catalogue in this process for {@code products.cache.ttl}. A write of another
 * replica shows here when that time is over.
 */
@ApplicationScoped
public class CatalogueCache {
    private final Cache<Key, Page<CatalogueItem>> pages;
    private final AtomicLong generation = new AtomicLong();

    private record Key(long generation, CatalogueQuery query) {}

    @Inject
    CatalogueCache(ProductsConfig config) {
        this(config.catalogue(), Ticker.systemTicker());
    }

    CatalogueCache(ProductsConfig.Catalogue config, Ticker ticker) {
        pages =
                Caffeine.newBuilder()
                        .maximumSize(config.cacheSize())
                        .expireAfterWrite(config.cacheTtl())
                        .ticker(ticker)
                        .build();
    }

    /**
     * A cached page, or one loaded now. A page whose loading began before a write has the key of an
     * earlier generation, and so is never returned after it.
     */
    Page<CatalogueItem> get(CatalogueQuery query, Supplier<Page<CatalogueItem>> load) {
        Key key = new Key(generation.get(), query);
        Page<CatalogueItem> known = pages.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Page<CatalogueItem> loaded = load.get();
        pages.put(key, loaded);
        return loaded;
    }

    /** Invalidates all pages: call it after each committed write to a product. */
    public void forget() {
        generation.incrementAndGet();
    }
}
