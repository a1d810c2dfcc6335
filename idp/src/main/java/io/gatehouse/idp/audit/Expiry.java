// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import io.gatehouse.common.audit.TrailVerifier;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.StatelessSession;

/**
 * Deletes events that are older than they are kept, up to a checkpoint, which stays: what comes
 * after it can still be verified. An event says that they are gone.
 */
@ApplicationScoped
class Expiry {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int BATCH = 500;

    private final EventRepository events;
    private final CheckpointRepository checkpoints;
    private final Trail trail;
    private final Leases leases;
    private final Transactions transactions;
    private final Clock clock;
    private final Duration kept;

    @Inject
    Expiry(
            EventRepository events,
            CheckpointRepository checkpoints,
            Trail trail,
            Leases leases,
            Transactions transactions,
            Clock clock,
            IdpConfig config) {
        this.events = events;
        this.checkpoints = checkpoints;
        this.trail = trail;
        this.leases = leases;
        this.transactions = transactions;
        this.clock = clock;
        this.kept = config.audit().kept();
    }

    /** Deletes what is too old by now. */
    void round() {
        if (!leases.take("audit-expiry", LEASE)) {
            return;
        }
        Instant oldest = clock.instant().minus(kept);
        transactions
                .read(database -> checkpoints.lastBefore(database, oldest))
                .map(signed -> signed.checkpoint().position())
                .ifPresent(this::delete);
    }

    private void delete(long upTo) {
        int deleted = transactions.run(database -> begin(database, upTo));
        while (deleted == BATCH) {
            deleted = transactions.run(database -> events.deleteUpTo(database, upTo, BATCH));
        }
        do {
            deleted = transactions.run(database -> checkpoints.deleteBefore(database, upTo, BATCH));
        } while (deleted == BATCH);
    }

    // It is said with the first batch, so that at no moment an event is gone without a word.
    private int begin(StatelessSession database, long upTo) {
        int deleted = events.deleteUpTo(database, upTo, BATCH);
        if (deleted > 0) {
            String position = Long.toString(upTo);
            trail.append(
                    database,
                    AuditEvent.of(EventKind.AUDIT_EVENTS_EXPIRED, position)
                            .with(TrailVerifier.EXPIRED_UP_TO, position));
        }
        return deleted;
    }
}
