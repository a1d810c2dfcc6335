// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Produces the background work that stores the clients of the file, and that deletes the ids of old
 * assertions.
 */
@ApplicationScoped
class ClientBeans {
    private static final Duration UNTIL_THE_DATABASE_IS_THERE = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** By how much the clocks of two instances may differ. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork clients(ClientsFile clients, RandomGenerator random) {
        return new RepeatedWork("clients-file", UNTIL_THE_DATABASE_IS_THERE, random, clients::apply)
                .atOnce()
                .asLongAs(() -> !clients.applied());
    }

    @Produces
    @Singleton
    RepeatedWork assertions(
            UsedAssertionRepository used,
            Transactions transactions,
            Clock clock,
            RandomGenerator random) {
        Clock behind = Clock.offset(clock, KEPT.negated());
        ExpiredRows old = new ExpiredRows(transactions, behind, used::deleteExpired);
        return new RepeatedWork("used-assertions", INTERVAL, random, old::delete).atOnce();
    }
}
