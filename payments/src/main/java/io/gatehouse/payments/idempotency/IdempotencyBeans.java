// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.idempotency;

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
class IdempotencyBeans {
    private static final Duration CLEANING = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork cleaning(
            Transactions transactions, Clock clock, PaymentKeys keys, RandomGenerator random) {
        ExpiredRows expired = new ExpiredRows(transactions, clock, keys::deleteExpired);
        return new RepeatedWork("expired-keys", CLEANING, random, expired::delete);
    }
}
