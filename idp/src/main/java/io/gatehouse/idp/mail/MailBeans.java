// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.sql.outbox.OutboxConfig;
import io.gatehouse.common.sql.outbox.OutboxDelivery;
import io.gatehouse.common.sql.outbox.OutboxMetrics;
import io.gatehouse.common.sql.outbox.OutboxRelay;
import io.gatehouse.common.sql.outbox.OutboxWorkers;
import io.gatehouse.common.work.Backoff;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.MailConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Produces the work that empties the queue of mails. It has workers of its own: a mail server that
 * is slow holds up no logout token, and no client that is away a mail.
 */
@ApplicationScoped
class MailBeans {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Connections to the mail server at once, of each instance. */
    private static final int AT_ONCE = 4;

    private static final Backoff PAUSES =
            new Backoff(
                    Duration.ofSeconds(1), Duration.ofMinutes(1), ceiling -> ceiling.dividedBy(2));

    /** Of the database, beside what the mail server may take. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private final IdpMetrics metrics;

    @Inject
    MailBeans(RandomGenerator random, IdpMetrics metrics) {
        this.random = random;
        this.metrics = metrics;
    }

    @Produces
    @Singleton
    RepeatedWork mails(
            Transactions transactions,
            @Any Instance<MailWork> works,
            IdpConfig config,
            OutboxMetrics outbox,
            Clock clock) {
        metrics.begin();
        Map<String, OutboxDelivery> deliveries =
                works.stream().collect(Collectors.toMap(MailWork::topic, work -> work));
        OutboxWorkers workers =
                new OutboxWorkers(
                        new OutboxRelay(
                                transactions,
                                deliveries,
                                settings(config.mail()),
                                outbox,
                                clock,
                                random),
                        AT_ONCE);
        return new RepeatedWork("mails", INTERVAL, random, workers::round);
    }

    // Nothing is parked: a mail ends by its age, and an operator could do nothing about it. One
    // that
    // fails holds up no other of its lane.
    private static OutboxConfig settings(MailConfig config) {
        Duration longest =
                config.way()
                        .filter(MailConfig.Server.class::isInstance)
                        .map(way -> SmtpTransport.limit((MailConfig.Server) way))
                        .orElse(Duration.ZERO);
        return new OutboxConfig(
                INTERVAL, Integer.MAX_VALUE, longest.plus(SLACK), PAUSES, OutboxConfig.Order.FREE);
    }
}
