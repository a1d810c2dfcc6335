// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class CatalogueBeans {
    private static final Duration SEEDING = Duration.ofSeconds(1);

    @Produces
    @Singleton
    RepeatedWork seeding(DemoCatalogue demo, RandomGenerator random) {
        return new RepeatedWork("demo-catalogue", SEEDING, random, demo::seed)
                .beforeServing()
                .asLongAs(demo::isDue);
    }
}
