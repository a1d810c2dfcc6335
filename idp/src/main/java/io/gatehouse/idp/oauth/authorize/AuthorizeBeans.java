// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the background work that deletes old codes and pushed requests. */
@ApplicationScoped
class AuthorizeBeans {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** How long the second use of a code is noticed. */
    private static final Duration KEPT = Duration.ofHours(1);

    @Produces
    @Singleton
    RepeatedWork codes(
            CodeRepository codes, Transactions transactions, Clock clock, RandomGenerator random) {
        Clock behind = Clock.offset(clock, KEPT.negated());
        ExpiredRows old = new ExpiredRows(transactions, behind, codes::deleteExpired);
        return new RepeatedWork("authorization-codes", INTERVAL, random, old::delete).atOnce();
    }

    @Produces
    @Singleton
    RepeatedWork pushedRequests(
            PushedRequestRepository requests,
            Transactions transactions,
            Clock clock,
            RandomGenerator random) {
        ExpiredRows old = new ExpiredRows(transactions, clock, requests::deleteExpired);
        return new RepeatedWork("pushed-requests", INTERVAL, random, old::delete).atOnce();
    }
}
