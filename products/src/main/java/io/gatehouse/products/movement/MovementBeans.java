// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.movement;

import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.products.ProductsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class MovementBeans {
    @Produces
    @Singleton
    RepeatedWork stockCheck(ProductsConfig config, RandomGenerator random, StockCheck check) {
        return new RepeatedWork("stock-check", config.stockCheckInterval(), random, check::round)
                .atOnce();
    }
}
