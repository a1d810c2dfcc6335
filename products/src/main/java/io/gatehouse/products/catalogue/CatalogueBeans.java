// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.sql.outbox.Outbox;
import io.gatehouse.common.sql.outbox.OutboxMetrics;
import io.gatehouse.common.sql.outbox.OutboxRelay;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.cache.Caches;
import io.gatehouse.products.cache.ReadCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Produces the cache, the outbox and the repeated work of this package. */
@ApplicationScoped
class CatalogueBeans {
    private static final Duration SEEDING = Duration.ofSeconds(1);
    private static final TypeReference<Page<CatalogueItem>> PAGE = new TypeReference<>() {};

    private final RandomGenerator random;

    @Inject
    CatalogueBeans(RandomGenerator random) {
        this.random = random;
    }

    @Produces
    @Singleton
    ReadCache<Page<CatalogueItem>> pages(Caches caches, ProductsConfig config) {
        return caches.cache("catalogue", PAGE, config.catalogue().cache());
    }

    void close(@Disposes ReadCache<Page<CatalogueItem>> pages) {
        pages.close();
    }

    @Produces
    @Singleton
    Outbox outbox(Clock clock, Supplier<UUID> ids) {
        return new Outbox(clock, ids);
    }

    @Produces
    @Singleton
    OutboxRelay relay(
            Transactions transactions,
            CatalogueChanges changes,
            ProductsConfig config,
            MetricRegistry metrics,
            Clock clock) {
        return new OutboxRelay(
                transactions,
                Map.of(CatalogueChanges.TOPIC, changes::deliver),
                config.outbox(),
                new OutboxMetrics(metrics),
                clock,
                random);
    }

    @Produces
    @Singleton
    RepeatedWork relaying(OutboxRelay relay, ProductsConfig config) {
        return new RepeatedWork("outbox", config.outbox().interval(), random, relay::round);
    }

    @Produces
    @Singleton
    RepeatedWork seeding(DemoCatalogue demo) {
        return new RepeatedWork("demo-catalogue", SEEDING, random, demo::seed)
                .beforeServing()
                .asLongAs(demo::isDue);
    }
}
