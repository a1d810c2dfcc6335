// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.sql.outbox.OutboxMetrics.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Delivers the messages of an {@link Outbox}, at least once. A key is leased to one relay at a
 * time, which delivers its messages one after another, so those of one key arrive in order. A
 * message whose delivery fails as often as the configuration allows is parked: it is kept and
 * counted, and the next of its key goes on.
 */
public final class OutboxRelay {
    private static final Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final int LONGEST_REASON = 500;

    /**
     * The age of what the metrics say, at most. Who reads them asks as often, and to count takes
     * the longer the more there is, which a round each second should not.
     */
    private static final Duration COUNTED_EACH = Duration.ofSeconds(15);

    private final Transactions transactions;
    private final Map<String, OutboxDelivery> deliveries;
    private final OutboxConfig config;
    private final OutboxMetrics metrics;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile Instant counted = Instant.EPOCH;

    /**
     * @param deliveries by topic; messages of other topics are left to an instance that knows them
     * @param random for the pauses
     */
    public OutboxRelay(
            Transactions transactions,
            Map<String, OutboxDelivery> deliveries,
            OutboxConfig config,
            OutboxMetrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.deliveries = Map.copyOf(deliveries);
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** Runs one round: attempts deliveries until none is due; returns their number. */
    public int round() {
        int taken = 0;
        if (begin()) {
            while (deliverNext(() -> {})) {
                taken++;
            }
        }
        return taken;
    }

    /** Takes up what an operator wants, and counts now and then; returns whether work is due. */
    boolean begin() {
        count();
        boolean isWorkDue = transactions.read(OutboxRows::isWorkDue);
        if (isWorkDue) {
            takeUpWanted();
        }
        return isWorkDue;
    }

    // A clock that was set back must not stop it.
    private void count() {
        Instant now = clock.instant();
        if (Duration.between(counted, now).abs().compareTo(COUNTED_EACH) >= 0) {
            metrics.seen(transactions.read(OutboxRows::counts), now);
            counted = now;
        }
    }

    private void takeUpWanted() {
        boolean more = true;
        while (more) {
            more = transactions.run(OutboxRows::takeUp);
        }
    }

    /**
     * Attempts one delivery; returns false when none is due.
     *
     * @param taken runs before the delivery
     */
    boolean deliverNext(Runnable taken) {
        Instant now = clock.instant();
        Optional<LeasedMessage> next =
                transactions.run(session ->
                        OutboxRows.take(session, deliveries.keySet(), now, config.lease()));
        next.ifPresent(leased -> {
            taken.run();
            deliver(leased);
        });
        return next.isPresent();
    }

    private void deliver(LeasedMessage leased) {
        if (leased.attempt() > config.attempts()) {
            // Each try was begun and none ended: the message may be what ends the process.
            park(leased, new IllegalStateException("no delivery of it came to its end"));
            return;
        }
        try {
            deliveries.get(leased.message().topic()).deliver(leased.message());
        } catch (RuntimeException failure) {
            failed(leased, failure);
            return;
        }
        metrics.counted(Result.DELIVERED);
        Instant now = clock.instant();
        transactions.runIdempotent(session -> OutboxRows.finish(session, leased, now));
    }

    private void failed(LeasedMessage leased, RuntimeException failure) {
        metrics.counted(Result.FAILED);
        if (leased.attempt() >= config.attempts()) {
            park(leased, failure);
            return;
        }
        LOG.log(
                Level.DEBUG,
                "message "
                        + leased.message().id()
                        + " was not delivered, attempt "
                        + leased.attempt(),
                failure);
        Instant due = clock.instant().plus(config.pauses().draw(leased.attempt() - 1, random));
        transactions.runIdempotent(
                session -> OutboxRows.postpone(session, leased, due, config.order()));
    }

    private void park(LeasedMessage leased, RuntimeException failure) {
        OutboxMessage message = leased.message();
        Instant now = clock.instant();
        String reason = storable(failure.toString());
        if (transactions.runIdempotent(session -> OutboxRows.park(session, leased, now, reason))) {
            metrics.counted(Result.PARKED);
            LOG.log(
                    Level.WARNING,
                    "message " + message.id() + " of " + message.topic() + " is parked",
                    failure);
        }
    }

    /** What a database can store of a text: no NUL, no half of a surrogate pair, not too long. */
    private static String storable(String text) {
        return text.codePoints()
                .filter(c -> c != 0 && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST_REASON)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
