// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.sql.QueueTable;
import io.gatehouse.payments.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes refunds; each method runs in its caller's transaction. */
@ApplicationScoped
public class RefundRepository {
    /** The queue of refunds whose outcome is open. */
    public static final LeasedRows OPEN = new LeasedRows(new QueueTable("open_refund"));

    private static final String COLUMNS =
            """
            id, payment_id, asked_amount, amount, currency, status, refusal_code, provider_refund,
            created_at, updated_at
            """;

    /** Inserts a refund, whose id must be new. */
    public void insert(StatelessSession session, Refund refund) {
        String sql =
                """
                INSERT INTO refund (id, payment_id, asked_amount, amount, currency, status,
                    created_at, updated_at)
                VALUES (:id, :payment, :asked, :amount, :currency, :status, :created, :created)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", refund.id())
                .setParameter("payment", refund.paymentId())
                .setParameter("asked", refund.asked().map(Money::amount).orElse(null), Long.class)
                .setParameter("amount", refund.amount().amount())
                .setParameter("currency", refund.amount().currency())
                .setParameter("status", refund.status().name())
                .setParameter("created", refund.createdAt())
                .executeUpdate();
    }

    public Optional<Refund> find(StatelessSession session, UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM refund WHERE id = :id";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(RefundRepository::refund)
                .findFirst();
    }

    /** A refund that exists: no refund is ever deleted. */
    public Refund get(StatelessSession session, UUID id) {
        return find(session, id).orElseThrow();
    }

    /** Makes a PENDING refund REFUNDED; returns empty if another transaction decided it first. */
    public Optional<Refund> refund(
            StatelessSession session, UUID id, String provider, Instant now) {
        String sql =
                """
                UPDATE refund SET status = 'REFUNDED', provider_refund = :provider, updated_at = :now
                WHERE id = :id AND status = 'PENDING'
                RETURNING
                """
                        + COLUMNS;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .setParameter("provider", provider)
                .setParameter("now", now)
                .getResultStream()
                .map(RefundRepository::refund)
                .findFirst();
    }

    /**
     * Makes a PENDING refund REFUSED and returns its money to the payment; returns empty if another
     * transaction decided it first.
     */
    public Optional<Refund> refuse(StatelessSession session, UUID id, String code, Instant now) {
        String sql =
                """
                UPDATE refund SET status = 'REFUSED', refusal_code = :code, updated_at = :now
                WHERE id = :id AND status = 'PENDING'
                RETURNING
                """
                        + COLUMNS;
        Optional<Refund> refused =
                session.createNativeQuery(sql, Tuple.class)
                        .setParameter("id", id)
                        .setParameter("code", code)
                        .setParameter("now", now)
                        .getResultStream()
                        .map(RefundRepository::refund)
                        .findFirst();
        refused.ifPresent(refund -> lowerRefunded(session, refund, now));
        return refused;
    }

    private static void lowerRefunded(StatelessSession session, Refund refused, Instant now) {
        String sql =
                """
                UPDATE payment SET refunded_amount = refunded_amount - :by, updated_at = :now
                WHERE id = :id
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", refused.paymentId())
                .setParameter("by", refused.amount().amount())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** All refunds of a payment, oldest first. */
    public List<Refund> of(StatelessSession session, UUID payment) {
        String sql =
                "SELECT "
                        + COLUMNS
                        + " FROM refund WHERE payment_id = :payment ORDER BY created_at, id";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("payment", payment)
                .getResultStream()
                .map(RefundRepository::refund)
                .toList();
    }

    private static Refund refund(Tuple row) {
        String currency = row.get("currency", String.class);
        return new Refund(
                row.get("id", UUID.class),
                row.get("payment_id", UUID.class),
                Optional.ofNullable(row.get("asked_amount", Long.class))
                        .map(asked -> new Money(asked, currency)),
                new Money(row.get("amount", Long.class), currency),
                RefundStatus.valueOf(row.get("status", String.class)),
                Optional.ofNullable(row.get("refusal_code", String.class)),
                Optional.ofNullable(row.get("provider_refund", String.class)),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }
}
