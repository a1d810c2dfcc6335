// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.web.parameter.Cursor;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.products.ProductsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CatalogueCacheTest {
    private static final CatalogueQuery QUERY =
            new CatalogueQuery(new PageQuery(20, Cursor.START), "");
    private static final Duration TTL = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong();
    private int loads;

    @Test
    void getWhenAskedAgainThenLoadsOnce() {
        CatalogueCache cache = cache(TTL);

        load(cache);
        load(cache);

        assertThat(loads).isEqualTo(1);
    }

    @Test
    void getWhenTheMomentIsOverThenLoadsAgain() {
        CatalogueCache cache = cache(TTL);
        load(cache);
        nanos.addAndGet(TTL.toNanos() + 1);

        load(cache);

        assertThat(loads).isEqualTo(2);
    }

    @Test
    void getWhenForgottenThenLoadsAgain() {
        CatalogueCache cache = cache(TTL);
        load(cache);
        cache.forget();

        load(cache);

        assertThat(loads).isEqualTo(2);
    }

    @Test
    void getWhenAWriteComesDuringTheLoadThenThatPageIsNotShownAgain() {
        CatalogueCache cache = cache(TTL);
        cache.get(
                QUERY,
                () -> {
                    cache.forget();
                    return page();
                });

        load(cache);

        assertThat(loads).isEqualTo(2);
    }

    @Test
    void getWhenSwitchedOffThenLoadsEachTime() {
        CatalogueCache cache = cache(Duration.ZERO);

        load(cache);
        load(cache);

        assertThat(loads).isEqualTo(2);
    }

    private CatalogueCache cache(Duration ttl) {
        return new CatalogueCache(new ProductsConfig.Catalogue(false, ttl, 10), nanos::get);
    }

    private void load(CatalogueCache cache) {
        cache.get(QUERY, this::page);
    }

    private Page<CatalogueItem> page() {
        loads++;
        return new Page<>(List.of(), Optional.empty());
    }
}
