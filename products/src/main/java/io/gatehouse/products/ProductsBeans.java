// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.Config;

/** What every part of the service is given: its configuration, time and chance. */
@ApplicationScoped
class ProductsBeans {
    @Produces
    @Singleton
    ProductsConfig config(Config config) {
        return ProductsConfig.of(key -> config.getOptionalValue(key, String.class));
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
