// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.sql.QueueTable;
import io.gatehouse.common.work.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The queue of payments whose outcome is open; each method runs in its caller's transaction. A row
 * is there from the transaction that opens a payment to the one that decides it.
 */
@ApplicationScoped
public class OpenPayments {
    private static final LeasedRows ROWS = new LeasedRows(new QueueTable("open_payment"));

    /**
     * Adds a payment.
     *
     * @param sealedSource what is charged, if it is not what is configured
     */
    public void add(
            StatelessSession session,
            Payment payment,
            Optional<byte[]> sealedSource,
            Instant leasedUntil) {
        ROWS.add(session, payment.id(), sealedSource, payment.createdAt(), leasedUntil);
    }

    /** Removes a payment that is decided, and with it what was to be charged. */
    public void remove(StatelessSession session, UUID payment) {
        ROWS.remove(session, payment);
    }

    /** Leases the payment whose last lease ended first, if any has ended. */
    public Optional<UUID> lease(StatelessSession session, Lease lease, Instant now) {
        return ROWS.take(session, lease, now);
    }

    /** The sealed source of an open payment, if it has one of its own. */
    public Optional<byte[]> sealedSource(StatelessSession session, UUID payment) {
        return ROWS.sealedSource(session, payment);
    }

    /** When the oldest open payment was opened. */
    public Optional<Instant> oldest(StatelessSession session) {
        return ROWS.oldest(session);
    }
}
