// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Produces the verifier of events and the repeated work of this package. */
@ApplicationScoped
class WebhookBeans {
    private static final Duration CLEANING = Duration.ofMinutes(1);

    @Produces
    @Singleton
    EventSignature signature(PaymentsConfig config) {
        return EventSignature.parse(lines(config.webhookSecretFile()));
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

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "payments.webhook.secret-file cannot be read: " + file, unreadable);
        }
    }
}
