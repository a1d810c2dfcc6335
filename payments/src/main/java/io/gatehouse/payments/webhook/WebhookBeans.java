// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the verifier of events and the repeated work of this package. */
@ApplicationScoped
class WebhookBeans {
    private static final Duration CLEANING = Duration.ofMinutes(1);

    @Produces
    @Singleton
    EventSignature signature(PaymentsConfig config) {
        return EventSignature.parse(config.webhookSecretFile().lines());
    }

    @Produces
    @Singleton
    RepeatedWork cleaning(
            Transactions transactions,
            Clock clock,
            EventRepository events,
            RandomGenerator random) {
        ExpiredRows old = new ExpiredRows(transactions, clock, events::deleteOld);
        return new RepeatedWork("old-events", CLEANING, random, old::delete);
    }
}
