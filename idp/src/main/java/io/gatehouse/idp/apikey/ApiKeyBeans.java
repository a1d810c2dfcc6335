// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work that deletes expired API keys. */
@ApplicationScoped
class ApiKeyBeans {
    private static final Duration CLEANUP = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork apiKeyCleanup(
            ApiKeyRepository keys, Transactions transactions, Clock clock, RandomGenerator random) {
        ExpiredRows expired = new ExpiredRows(transactions, clock, keys::deleteExpired);
        return new RepeatedWork("api-keys", CLEANUP, random, expired::delete).atOnce();
    }
}
