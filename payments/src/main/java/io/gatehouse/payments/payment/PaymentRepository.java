// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.payments.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes payments; each method runs in its caller's transaction. */
@ApplicationScoped
public class PaymentRepository {
    private static final String COLUMNS =
            """
            id, order_id, customer_id, amount, refunded_amount, currency, status, decline_code,
            reference, source_hash, provider_charge, created_at, updated_at
            """;

    /** Inserts a payment; returns false, and changes nothing, if the id exists. */
    public boolean insert(StatelessSession session, Payment payment) {
        String sql =
                """
                INSERT INTO payment (id, order_id, customer_id, amount, refunded_amount, currency,
                    status, reference, source_hash, created_at, updated_at)
                VALUES (:id, :order, :customer, :amount, 0, :currency, :status, :reference, :hash,
                    :created, :created)
                ON CONFLICT (id) DO NOTHING
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", payment.id())
                        .setParameter("order", payment.orderId().orElse(null), UUID.class)
                        .setParameter("customer", payment.customerId().orElse(null), UUID.class)
                        .setParameter("amount", payment.amount().amount())
                        .setParameter("currency", payment.amount().currency())
                        .setParameter("status", payment.status().name())
                        .setParameter("reference", payment.reference().orElse(null), String.class)
                        .setParameter("hash", payment.sourceHash().orElse(null), String.class)
                        .setParameter("created", payment.createdAt())
                        .executeUpdate()
                == 1;
    }

    public Optional<Payment> find(StatelessSession session, UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM payment WHERE id = :id";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(PaymentRepository::payment)
                .findFirst();
    }

    /** A payment that exists: no payment is ever deleted. */
    public Payment get(StatelessSession session, UUID id) {
        return find(session, id).orElseThrow();
    }

    /** Makes a PENDING payment PAID; returns empty if another transaction decided it first. */
    public Optional<Payment> pay(StatelessSession session, UUID id, String charge, Instant now) {
        String sql =
                """
                UPDATE payment SET status = 'PAID', provider_charge = :charge, updated_at = :now
                WHERE id = :id AND status = 'PENDING'
                RETURNING
                """
                        + COLUMNS;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .setParameter("charge", charge)
                .setParameter("now", now)
                .getResultStream()
                .map(PaymentRepository::payment)
                .findFirst();
    }

    /** Makes a PENDING payment DECLINED; returns empty if another transaction decided it first. */
    public Optional<Payment> decline(StatelessSession session, UUID id, String code, Instant now) {
        String sql =
                """
                UPDATE payment SET status = 'DECLINED', decline_code = :code, updated_at = :now
                WHERE id = :id AND status = 'PENDING'
                RETURNING
                """
                        + COLUMNS;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .setParameter("code", code)
                .setParameter("now", now)
                .getResultStream()
                .map(PaymentRepository::payment)
                .findFirst();
    }

    /** Sets money of a PAID payment aside for a refund; returns false if less is left. */
    public boolean raiseRefunded(StatelessSession session, UUID id, Money by, Instant now) {
        String sql =
                """
                UPDATE payment SET refunded_amount = refunded_amount + :by, updated_at = :now
                WHERE id = :id AND status = 'PAID' AND refunded_amount <= amount - :by
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", id)
                        .setParameter("by", by.amount())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** The rows of a page, and one more if a next page exists. */
    List<Payment> page(StatelessSession session, PageQuery query) {
        String sql =
                "SELECT "
                        + COLUMNS
                        + """
                        FROM payment WHERE (created_at, id) < (:afterTime, :afterId)
                        ORDER BY created_at DESC, id DESC
                        LIMIT :rows
                        """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("afterTime", query.after().createdAt())
                .setParameter("afterId", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(PaymentRepository::payment)
                .toList();
    }

    private static Payment payment(Tuple row) {
        String currency = row.get("currency", String.class);
        return new Payment(
                row.get("id", UUID.class),
                Optional.ofNullable(row.get("order_id", UUID.class)),
                Optional.ofNullable(row.get("customer_id", UUID.class)),
                new Money(row.get("amount", Long.class), currency),
                new Money(row.get("refunded_amount", Long.class), currency),
                PaymentStatus.valueOf(row.get("status", String.class)),
                Optional.ofNullable(row.get("decline_code", String.class)),
                Optional.ofNullable(row.get("reference", String.class)),
                Optional.ofNullable(row.get("source_hash", String.class)),
                Optional.ofNullable(row.get("provider_charge", String.class)),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }
}
