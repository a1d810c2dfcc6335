// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class StockBeans {
    private static final Duration CLEANING = Duration.ofMinutes(10);

    @Produces
    @Singleton
    RepeatedWork correctionKeys(RandomGenerator random, ExpiredCorrectionKeys expired) {
        return new RepeatedWork("expired-correction-keys", CLEANING, random, expired::delete);
    }
}
