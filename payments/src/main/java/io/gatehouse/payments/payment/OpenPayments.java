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
        String sql =
                """
                INSERT INTO open_payment (id, sealed_source, opened_at, leased_until, attempts)
                VALUES (:id, :source, :opened, :leased, 0)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", payment.id())
                .setParameter("source", sealedSource.orElse(null), byte[].class)
                .setParameter("opened", payment.createdAt())
                .setParameter("leased", leasedUntil)
                .executeUpdate();
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
        String sql =
                """
                SELECT sealed_source FROM open_payment
                WHERE id = :id AND sealed_source IS NOT NULL
                """;
        return session.createNativeQuery(sql, byte[].class)
                .setParameter("id", payment)
                .getResultStream()
                .findFirst();
    }

    /** When the oldest open payment was opened. */
    public Optional<Instant> oldest(StatelessSession session) {
        return ROWS.oldest(session);
    }
}
