// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes events that came long ago. One that came again after that would decide nothing: its
 * payment is decided.
 */
@ApplicationScoped
class OldEvents {
    private static final Duration RETENTION = Duration.ofDays(30);

    /** Bounds the transaction: a longer one would conflict with more events. */
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final EventRepository events;
    private final Clock clock;

    @Inject
    OldEvents(Transactions transactions, EventRepository events, Clock clock) {
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** Deletes at most {@value #AT_ONCE} events; returns their number. */
    int delete() {
        Instant end = clock.instant().minus(RETENTION);
        return transactions.runIdempotent(session -> events.deleteBefore(session, end, AT_ONCE));
    }
}
