// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.products.ProductsConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Seeds the demo catalogue where it is wanted, as soon as the database lets it. */
@ApplicationScoped
class CatalogueWorker {
    // After Helidon's metrics (1010), which the database's first use needs, before its server.
    private static final int BEFORE_SERVER = 3400;

    private final RepeatedWork seeding;
    private final AtomicBoolean seeded;

    @Inject
    CatalogueWorker(
            DemoCatalogue demo,
            ProductsConfig config,
            RandomGenerator random,
            MetricRegistry metrics) {
        seeded = new AtomicBoolean(!config.catalogue().demo());
        seeding =
                new RepeatedWork("demo-catalogue", Duration.ofSeconds(1), random, () -> seed(demo))
                        .countedIn(metrics);
    }

    void start(
            @Observes @Priority(BEFORE_SERVER) @Initialized(ApplicationScoped.class)
                    Object started) {
        seeding.round();
        if (!seeded.get()) {
            seeding.start();
        }
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        seeding.close();
    }

    private void seed(DemoCatalogue demo) {
        if (!seeded.get()) {
            demo.seed();
            seeded.set(true);
        }
    }
}
