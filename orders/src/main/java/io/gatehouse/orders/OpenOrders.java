// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.sql.QueueTable;
import io.gatehouse.common.work.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The queue of unfinished orders; each method runs in its caller's transaction. What an order is to
 * be charged to is kept here alone, sealed, and goes with the row.
 */
@ApplicationScoped
class OpenOrders {
    private static final LeasedRows ROWS = new LeasedRows(new QueueTable("open_order"));

    private final SealingKeys keys;

    @Inject
    OpenOrders(SealingKeys keys) {
        this.keys = keys;
    }

    /**
     * Adds an order, which belongs to its request until the lease ends.
     *
     * @param source what it is to be charged to, if the buyer named it
     */
    void add(
            StatelessSession session,
            UUID order,
            Optional<Secret> source,
            Instant now,
            Instant leasedUntil) {
        Optional<byte[]> sealed = source.map(token -> keys.seal(token, context(order)));
        ROWS.add(session, order, sealed, now, leasedUntil);
    }

    /** Removes an order that is finished. */
    void remove(StatelessSession session, UUID order) {
        ROWS.remove(session, order);
    }

    /** Leases the order whose last lease ended first, if any has ended. */
    Optional<UUID> lease(StatelessSession session, Lease lease, Instant now) {
        return ROWS.take(session, lease, now);
    }

    /** What an order is to be charged to, if the buyer named it. */
    Optional<Secret> source(StatelessSession session, UUID order) {
        return ROWS.sealedSource(session, order)
                .map(sealed -> keys.openSecret(sealed, context(order)));
    }

    /** The time since which the oldest order is unfinished. */
    Optional<Instant> oldest(StatelessSession session) {
        return ROWS.oldest(session);
    }

    private static String context(UUID order) {
        return "source of order " + order;
    }
}
