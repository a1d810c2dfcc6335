// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.work.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    private static final String COLUMNS =
            """
            id, customer_id, status, CAST(lines AS TEXT) AS lines, total_amount, total_currency,
            payment_method, refusals, created_at, updated_at
            """;

    private final OpenOrders open;

    @Inject
    OrderRepository(OpenOrders open) {
        this.open = open;
    }

    /**
     * Inserts an order; returns false, and changes nothing, if the id exists.
     *
     * @param source what it is to be charged to, if the buyer named it
     */
    boolean insert(
            StatelessSession session,
            Order order,
            String requestHash,
            Optional<Secret> source,
            Instant leasedUntil) {
        boolean inserted = insert(session, order, requestHash);
        if (inserted) {
            record(session, order, order.createdAt());
        }
        if (inserted && order.status().isUnfinished()) {
            open.add(session, order.id(), source, order.createdAt(), leasedUntil);
        }
        return inserted;
    }

    private static boolean insert(StatelessSession session, Order order, String requestHash) {
        String sql =
                """
                INSERT INTO customer_order (id, customer_id, request_hash, status, lines,
                    total_amount, total_currency, payment_method, created_at, updated_at)
                VALUES (:id, :customer, :hash, :status, CAST(:lines AS JSONB),
                    :amount, :currency, :method, :created, :created)
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
                        .executeUpdate()
                == 1;
    }

    private static void record(StatelessSession session, Order order, Instant now) {
        String sql =
                """
                INSERT INTO order_event (order_id, status, refusals, reached_at)
                VALUES (:id, :status, :refusals, :now)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", order.id())
                .setParameter("status", order.status().name())
                .setParameter("refusals", order.refusals())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** The states that an order has reached, oldest first. */
    List<OrderEvent> history(StatelessSession session, UUID id) {
        String sql = "SELECT status, refusals, reached_at FROM order_event WHERE order_id = :id";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                // Not by time: two states may be reached at the same moment.
                .sorted(
                        comparingInt(OrderRepository::refusals)
                                .thenComparing(OrderRepository::status))
                .map(row ->
                        OrderEvent.of(
                                status(row), refusals(row), row.get("reached_at", Instant.class)))
                .toList();
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
     * Moves an order to its next state; returns empty if another transaction moved it first. An
     * order that was moved on and is in the same state again has more refusals.
     *
     * @throws IllegalStateException when it is not where the move begins
     */
    Optional<Order> move(
            StatelessSession session, Order order, OrderMove move, Instant now, Instant leased) {
        if (order.status() != move.from()) {
            throw new IllegalStateException(
                    "no " + move + " of an order that is " + order.status());
        }
        String sql =
                """
                UPDATE customer_order
                SET status = :to, refusals = :after, updated_at = :now
                WHERE id = :id AND status = :from AND refusals = :before
                RETURNING
                """
                        + COLUMNS;
        Optional<Order> moved =
                session.createNativeQuery(sql, Tuple.class)
                        .setParameter("id", order.id())
                        .setParameter("from", move.from().name())
                        .setParameter("before", order.refusals())
                        .setParameter("to", move.to().name())
                        .setParameter("after", move.refusals(order.refusals()))
                        .setParameter("now", now)
                        .getResultStream()
                        .map(OrderRepository::order)
                        .findFirst();
        moved.ifPresent(next -> follow(session, next, move, now, leased));
        return moved;
    }

    private void follow(
            StatelessSession session, Order moved, OrderMove move, Instant now, Instant leased) {
        record(session, moved, now);
        if (move.from().isUnfinished()) {
            open.remove(session, moved.id());
        }
        if (move.to().isUnfinished()) {
            open.add(session, moved.id(), Optional.empty(), now, leased);
        }
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
        return open.lease(session, lease, now).map(id -> get(session, id));
    }

    /** The time since which the oldest unfinished order is so. */
    Optional<Instant> oldestUnfinished(StatelessSession session) {
        return open.oldest(session);
    }

    private static Order order(Tuple row) {
        return new Order(
                row.get("id", UUID.class),
                row.get("customer_id", UUID.class),
                status(row),
                linesFromJson(row.get("lines", String.class)),
                new Money(
                        row.get("total_amount", Long.class),
                        row.get("total_currency", String.class)),
                row.get("payment_method", String.class),
                refusals(row),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    private static OrderStatus status(Tuple row) {
        return OrderStatus.valueOf(row.get("status", String.class));
    }

    private static int refusals(Tuple row) {
        return Math.toIntExact(row.get("refusals", Long.class));
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
