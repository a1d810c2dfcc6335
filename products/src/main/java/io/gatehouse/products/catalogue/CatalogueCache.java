// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.products.cache.ReadCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Caches pages of the catalogue for {@code products.cache.ttl}. A page shows the stock as it was
 * when it was loaded; buyers, whose purchases change it, read past the cache for a while.
 */
@ApplicationScoped
public class CatalogueCache {
    private final ReadCache<Page<CatalogueItem>> pages;

    @Inject
    CatalogueCache(ReadCache<Page<CatalogueItem>> pages) {
        this.pages = pages;
    }

    /** A cached page, or one loaded now. */
    Page<CatalogueItem> get(UUID reader, CatalogueQuery query, Supplier<Page<CatalogueItem>> load) {
        return pages.get(reader, query.text(), load);
    }

    /**
     * Invalidates all pages: call it after each committed write of an admin to a product. False
     * when other instances cannot be reached; {@link CatalogueChanges} then does it again.
     */
    public boolean forget() {
        return pages.forget();
    }

    /** Call it after a committed change of the stock by an account, before it is answered. */
    public void bought(UUID account) {
        pages.wrote(account);
    }
}
