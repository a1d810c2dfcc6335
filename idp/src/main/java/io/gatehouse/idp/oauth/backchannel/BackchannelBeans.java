// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.sql.outbox.Outbox;
import io.gatehouse.common.sql.outbox.OutboxConfig;
import io.gatehouse.common.sql.outbox.OutboxMetrics;
import io.gatehouse.common.sql.outbox.OutboxRelay;
import io.gatehouse.common.sql.outbox.OutboxWorkers;
import io.gatehouse.common.work.Backoff;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Produces the outbox of logout events and the work that empties it. The key of an event is its
 * client: one that is away costs one attempt a minute, however many events wait for it.
 */
@ApplicationScoped
class BackchannelBeans {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Clients that are told at once, of each instance. */
    private static final int AT_ONCE = 8;

    private static final Backoff PAUSES =
            new Backoff(
                    Duration.ofSeconds(1), Duration.ofMinutes(1), ceiling -> ceiling.dividedBy(2));

    /** Of the database, beside what the look-up and the call may take. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final RandomGenerator random;

    @Inject
    BackchannelBeans(RandomGenerator random) {
        this.random = random;
    }

    @Produces
    @Singleton
    Outbox outbox(Clock clock, Supplier<UUID> ids) {
        return new Outbox(clock, ids);
    }

    /** Of all topics: the gauges count every message. */
    @Produces
    @Singleton
    OutboxMetrics outboxMetrics(MetricRegistry metrics) {
        return new OutboxMetrics(metrics);
    }

    @Produces
    @Singleton
    OutboxRelay relay(
            Transactions transactions,
            LogoutDelivery delivery,
            IdpConfig config,
            OutboxMetrics metrics,
            Clock clock) {
        return new OutboxRelay(
                transactions,
                Map.of(LogoutEvents.TOPIC, delivery::deliver),
                settings(config.backChannel()),
                metrics,
                clock,
                random);
    }

    // Nothing is parked: an event ends by its age, and an operator could do nothing about it.
    private static OutboxConfig settings(IdpConfig.BackChannel config) {
        return new OutboxConfig(
                INTERVAL,
                Integer.MAX_VALUE,
                config.timeout().multipliedBy(2).plus(SLACK),
                PAUSES,
                OutboxConfig.Order.FREE);
    }

    @Produces
    @Singleton
    RepeatedWork logoutTokens(OutboxRelay relay, IdpMetrics metrics) {
        metrics.begin();
        OutboxWorkers workers = new OutboxWorkers(relay, AT_ONCE);
        return new RepeatedWork("logout-tokens", INTERVAL, random, workers::round);
    }
}
