// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

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
 * Produces the background work that ends the sessions of removed clients, and deletes old tokens.
 */
@ApplicationScoped
class ClientRegistrationBeans {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork removedClients(RemoveClient removing, RandomGenerator random) {
        return new RepeatedWork("removed-clients", INTERVAL, random, removing::endLeftSessions)
                .atOnce();
    }

    @Produces
    @Singleton
    RepeatedWork registrationTokens(
            RegistrationTokenRepository tokens,
            Transactions transactions,
            Clock clock,
            RandomGenerator random) {
        ExpiredRows old = new ExpiredRows(transactions, clock, tokens::deleteExpired);
        return new RepeatedWork("registration-tokens", INTERVAL, random, old::delete).atOnce();
    }
}
