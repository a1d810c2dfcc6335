// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work that deletes factors that nobody has confirmed in time. */
@ApplicationScoped
class FactorBeans {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork pendingFactors(
            FactorRepository factors,
            Transactions transactions,
            Clock clock,
            RandomGenerator random) {
        Clock behind = Clock.offset(clock, EnrolTotp.LIFE.negated());
        ExpiredRows old = new ExpiredRows(transactions, behind, factors::deletePending);
        return new RepeatedWork("pending-factors", INTERVAL, random, old::delete).atOnce();
    }
}
