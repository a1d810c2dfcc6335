// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import io.gatehouse.common.audit.Checkpoint;
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
 * after it can still be verified. It is signed anew and says so; an event tells of it as well.
 */
@ApplicationScoped
class Expiry {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int BATCH = 500;

    private final EventRepository events;
    private final CheckpointRepository checkpoints;
    private final TrailKey key;
    private final Trail trail;
    private final Leases leases;
    private final Transactions transactions;
    private final Clock clock;
    private final Duration kept;

    @Inject
    Expiry(
            EventRepository events,
            CheckpointRepository checkpoints,
            TrailKey key,
            Trail trail,
            Leases leases,
            Transactions transactions,
            Clock clock,
            IdpConfig config) {
        this.events = events;
        this.checkpoints = checkpoints;
        this.key = key;
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
                .map(CheckpointRepository.Signed::checkpoint)
                .ifPresent(this::delete);
    }

    private void delete(Checkpoint last) {
        long upTo = last.position();
        int deleted = transactions.run(database -> begin(database, last));
        while (deleted == BATCH) {
            deleted = transactions.run(database -> events.deleteUpTo(database, upTo, BATCH));
        }
        do {
            deleted = transactions.run(database -> checkpoints.deleteBefore(database, upTo, BATCH));
        } while (deleted == BATCH);
    }

    // It is signed with the first batch, so that at no moment an event is gone without a word.
    private int begin(StatelessSession database, Checkpoint last) {
        int deleted = events.deleteUpTo(database, last.position(), BATCH);
        if (deleted > 0) {
            Checkpoint expired = last.expire();
            checkpoints.expire(
                    database, new CheckpointRepository.Signed(expired, expired.sign(key.key())));
            trail.append(
                    database,
                    AuditEvent.of(EventKind.AUDIT_EVENTS_EXPIRED, Long.toString(last.position())));
        }
        return deleted;
    }
}
