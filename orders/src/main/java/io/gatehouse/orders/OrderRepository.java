// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.common.sql.LeasedRows;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.work.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads and writes the rows of orders; each method runs in its caller's transaction. */
@ApplicationScoped
class OrderRepository {
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};
    private static final LeasedRows UNFINISHED =
            new LeasedRows(
                    session ->
                            session.createNativeQuery(
                                    """
                                    SELECT id, attempts FROM customer_order
                                    WHERE status IN ('PENDING', 'CANCELLING') AND leased_until <= :now
                                    ORDER BY leased_until LIMIT 1
                                    FOR UPDATE SKIP LOCKED
                                    """,
                                    Tuple.class),
                    session ->
                            session.createNativeMutationQuery(
                                    """
                                    UPDATE customer_order
                                    SET leased_until = :until, attempts = attempts + 1
                                    WHERE id = :id
                                    """));
    private static final String COLUMNS =
            """
            id, customer_id, status, CAST(lines AS TEXT) AS lines, total_amount, total_currency,
            payment_method, created_at, updated_at
            """;

    /** Inserts an order; returns false, and changes nothing, if the id exists. */
    boolean insert(StatelessSession session, Order order, String requestHash, Instant leasedUntil) {
        String sql =
                """
                INSERT INTO customer_order (id, customer_id, request_hash, status, lines,
                    total_amount, total_currency, payment_method, created_at, updated_at,
                    leased_until, attempts)
                VALUES (:id, :customer, :hash, :status, CAST(:lines AS JSONB),
                    :amount, :currency, :method, :created, :created, :leased, 0)
                ON CONFLICT (id) DO NOTHING
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", order.id())
                        .setParameter("customer", order.customerId())
                        .setParameter("hash", requestHash)
                        .setParameter("status", order.status().name())
                        .setParameter("lines", linesToJson(order.lines()))
                        .setParameter("amount", order.total().amount())
                        .setParameter("currency", order.total().currency())
                        .setParameter("method", order.paymentMethod())
                        .setParameter("created", order.createdAt())
                        .setParameter("leased", leasedUntil)
                        .executeUpdate()
                == 1;
    }

    Optional<Order> find(StatelessSession session, UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM customer_order WHERE id = :id";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(OrderRepository::order)
                .findFirst();
    }

    /** An order that exists: no order is ever deleted. */
    Order get(StatelessSession session, UUID id) {
        return find(session, id).orElseThrow();
    }

    Optional<String> requestHash(StatelessSession session, UUID id) {
        String sql = "SELECT request_hash FROM customer_order WHERE id = :id";
        return session.createNativeQuery(sql, String.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /**
     * Moves an order to its next state; returns empty if another transaction moved it first.
     *
     * @throws IllegalStateException when its state has no such transition
     */
    Optional<Order> move(
            StatelessSession session, Order order, OrderStatus to, Instant now, Instant leased) {
        if (!order.status().canBecome(to)) {
            throw new IllegalStateException(order.status() + " never becomes " + to);
        }
        String sql =
                """
                UPDATE customer_order
                SET status = :to, updated_at = :now, leased_until = :leased, attempts = 0
                WHERE id = :id AND status = :from
                RETURNING
                """
                        + COLUMNS;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", order.id())
                .setParameter("from", order.status().name())
                .setParameter("to", to.name())
                .setParameter("now", now)
                .setParameter("leased", leased)
                .getResultStream()
                .map(OrderRepository::order)
                .findFirst();
    }

    /** The rows of a page, and one more if a next page exists. */
    List<Order> page(StatelessSession session, UUID customer, PageQuery query) {
        String sql =
                "SELECT "
                        + COLUMNS
                        + """
                        FROM customer_order
                        WHERE customer_id = :customer AND (created_at, id) < (:afterTime, :afterId)
                        ORDER BY created_at DESC, id DESC
                        LIMIT :rows
                        """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("customer", customer)
                .setParameter("afterTime", query.after().createdAt())
                .setParameter("afterId", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(OrderRepository::order)
                .toList();
    }

    /** Leases the unfinished order whose last lease ended first, if any has ended. */
    Optional<Order> lease(StatelessSession session, Lease lease, Instant now) {
        return UNFINISHED.take(session, lease, now).map(id -> get(session, id));
    }

    /** The time of the last transition of the oldest unfinished order. */
    Optional<Instant> oldestUnfinished(StatelessSession session) {
        String sql =
                """
                SELECT updated_at FROM customer_order WHERE status IN ('PENDING', 'CANCELLING')
                ORDER BY updated_at LIMIT 1
                """;
        return session.createNativeQuery(sql, Instant.class).getResultStream().findFirst();
    }

    private static Order order(Tuple row) {
        return new Order(
                row.get("id", UUID.class),
                row.get("customer_id", UUID.class),
                OrderStatus.valueOf(row.get("status", String.class)),
                linesFromJson(row.get("lines", String.class)),
                new Money(
                        row.get("total_amount", Long.class),
                        row.get("total_currency", String.class)),
                row.get("payment_method", String.class),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    private static String linesToJson(List<OrderLine> lines) {
        try {
            return Json.mapper().writeValueAsString(lines);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("lines cannot be written", impossible);
        }
    }

    private static List<OrderLine> linesFromJson(String json) {
        try {
            return Json.mapper().readValue(json, LINES);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException("stored lines cannot be read", corrupt);
        }
    }
}
