// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.sql.QueueTable;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.work.Lease;
import io.gatehouse.products.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes reservations; each method runs in its caller's transaction. */
@ApplicationScoped
public class Reservations {
    /** The queue of purchases without an outcome. */
    private static final LeasedRows OPEN = new LeasedRows(new QueueTable("open_purchase"));

    private static final String COLUMNS =
            """
            id, account_id, idempotency_key, product_id, product_name, quantity, price_amount,
            price_currency, payment_method, status, created_at
            """;

    private final SealingKeys keys;

    @Inject
    Reservations(SealingKeys keys) {
        this.keys = keys;
    }

    /**
     * Inserts an open reservation, which belongs to its request until the lease ends.
     *
     * @param source what the order is to be charged to, if the buyer named it; it is sealed, and
     *     kept only while the reservation is open
     */
    public void insert(
            StatelessSession session,
            Reservation reservation,
            Optional<Secret> source,
            Instant leasedUntil) {
        insert(session, reservation);
        UUID id = reservation.id();
        Optional<byte[]> sealed = source.map(token -> keys.seal(token, context(id)));
        OPEN.add(session, id, sealed, reservation.createdAt(), leasedUntil);
    }

    private static void insert(StatelessSession session, Reservation reservation) {
        String sql =
                """
                INSERT INTO reservation (id, account_id, idempotency_key, product_id, product_name,
                    quantity, price_amount, price_currency, payment_method, status, created_at,
                    updated_at)
                VALUES (:id, :account, :key, :product, :name, :quantity, :amount, :currency,
                    :method, 'RESERVED', :created, :created)
                """;
        Reservation.Item item = reservation.item();
        session.createNativeMutationQuery(sql)
                .setParameter("id", reservation.id())
                .setParameter("account", reservation.key().account())
                .setParameter("key", reservation.key().text())
                .setParameter("product", item.productId())
                .setParameter("name", item.name())
                .setParameter("quantity", item.quantity())
                .setParameter("amount", item.unitPrice().amount())
                .setParameter("currency", item.unitPrice().currency())
                .setParameter("method", reservation.paymentMethod())
                .setParameter("created", reservation.createdAt())
                .executeUpdate();
    }

    public Optional<Reservation> find(StatelessSession session, UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM reservation WHERE id = :id";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(Reservations::reservation)
                .findFirst();
    }

    /**
     * Moves a reservation to its next state; returns false if another transaction moved it first.
     *
     * @throws IllegalStateException when its state has no such transition
     */
    public boolean move(
            StatelessSession session, Reservation reservation, ReservationStatus to, Instant now) {
        if (!reservation.status().canBecome(to)) {
            throw new IllegalStateException(reservation.status() + " never becomes " + to);
        }
        String sql =
                """
                UPDATE reservation SET status = :to, updated_at = :now
                WHERE id = :id AND status = :from
                """;
        boolean moved =
                session.createNativeMutationQuery(sql)
                                .setParameter("id", reservation.id())
                                .setParameter("from", reservation.status().name())
                                .setParameter("to", to.name())
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1;
        if (moved && reservation.status() == ReservationStatus.RESERVED) {
            OPEN.remove(session, reservation.id());
        }
        return moved;
    }

    /** Leases the open reservation whose last lease ended first, if any has ended. */
    public Optional<Reservation> lease(StatelessSession session, Lease lease, Instant now) {
        return OPEN.take(session, lease, now).flatMap(id -> find(session, id));
    }

    /** What the order of an open reservation is to be charged to, if the buyer named it. */
    public Optional<Secret> source(StatelessSession session, UUID id) {
        return OPEN.sealedSource(session, id).map(sealed -> keys.openSecret(sealed, context(id)));
    }

    private static String context(UUID id) {
        return "source of purchase " + id;
    }

    /** The creation time of the oldest open reservation. */
    public Optional<Instant> oldestOpen(StatelessSession session) {
        return OPEN.oldest(session);
    }

    private static Reservation reservation(Tuple row) {
        return new Reservation(
                row.get("id", UUID.class),
                new IdempotencyKey(
                        row.get("account_id", UUID.class),
                        row.get("idempotency_key", String.class)),
                new Reservation.Item(
                        row.get("product_id", UUID.class),
                        row.get("product_name", String.class),
                        Math.toIntExact(row.get("quantity", Long.class)),
                        new Money(
                                row.get("price_amount", Long.class),
                                row.get("price_currency", String.class))),
                row.get("payment_method", String.class),
                ReservationStatus.valueOf(row.get("status", String.class)),
                row.get("created_at", Instant.class));
    }
}
