// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the repeated work of this package. */
@ApplicationScoped
class StockBeans {
    private static final Duration CLEANING = Duration.ofMinutes(10);

    @Produces
    @Singleton
    RepeatedWork correctionKeys(
            Transactions transactions, Clock clock, CorrectionKeys keys, RandomGenerator random) {
        ExpiredRows expired = new ExpiredRows(transactions, clock, keys::deleteExpired);
        return new RepeatedWork("expired-correction-keys", CLEANING, random, expired::delete);
    }
}
