// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads the trail and chains it; every method runs in the caller's transaction. */
@ApplicationScoped
class EventRepository {
    private static final String SELECT = "SELECT id, at, event, position, hash FROM audit_events ";

    /** The end of the chain. */
    record Head(long position, String hash) {}

    /** The events of a page, newest first, and one more when there is a next page. */
    List<EventRow> page(StatelessSession database, EventQuery query) {
        return query.account()
                .map(account -> page(database, query, account))
                .orElseGet(() -> pageOfAll(database, query));
    }

    private static List<EventRow> page(StatelessSession database, EventQuery query, UUID account) {
        String sql =
                SELECT
                        + """
                        WHERE subject = :account AND (at, id) < (:time, :id) AND at >= :since
                            AND (:kind = '' OR kind = :kind)
                        ORDER BY at DESC, id DESC
                        LIMIT :rows
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .setParameter("time", query.page().after().createdAt())
                .setParameter("id", query.page().after().id())
                .setParameter("since", query.since())
                .setParameter("kind", query.kind())
                .setParameter("rows", query.page().rows())
                .getResultStream()
                .map(EventRepository::read)
                .toList();
    }

    private static List<EventRow> pageOfAll(StatelessSession database, EventQuery query) {
        String sql =
                SELECT
                        + """
                        WHERE (at, id) < (:time, :id) AND at >= :since
                            AND (:kind = '' OR kind = :kind)
                        ORDER BY at DESC, id DESC
                        LIMIT :rows
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("time", query.page().after().createdAt())
                .setParameter("id", query.page().after().id())
                .setParameter("since", query.since())
                .setParameter("kind", query.kind())
                .setParameter("rows", query.page().rows())
                .getResultStream()
                .map(EventRepository::read)
                .toList();
    }

    /** The chained events after a position, in their order. */
    List<EventRow> after(StatelessSession database, long position, int limit) {
        String sql = SELECT + "WHERE position > :after ORDER BY position LIMIT :rows";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("after", position)
                .setParameter("rows", limit)
                .getResultStream()
                .map(EventRepository::read)
                .toList();
    }

    /** The events that are not chained yet, oldest first. */
    List<EventRow> unchained(StatelessSession database, int limit) {
        String sql = SELECT + "WHERE position IS NULL ORDER BY at, id LIMIT :rows";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("rows", limit)
                .getResultStream()
                .map(EventRepository::read)
                .toList();
    }

    /** The end of the chain, as the events tell it. */
    Optional<Head> head(StatelessSession database) {
        String sql =
                """
                SELECT position, hash FROM audit_events
                WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .getResultStream()
                .map(row ->
                        new Head(row.get("position", Long.class), row.get("hash", String.class)))
                .findFirst();
    }

    /** The hash of the event at a position, if it is there. */
    Optional<String> hashAt(StatelessSession database, long position) {
        String sql = "SELECT hash FROM audit_events WHERE position = :position";
        return database.createNativeQuery(sql, String.class)
                .setParameter("position", position)
                .getResultStream()
                .findFirst();
    }

    /**
     * Chains events; returns how many, fewer than given if others have chained some.
     *
     * @param links a JSON array of objects with {@code id}, {@code position} and {@code hash}
     */
    int chain(StatelessSession database, String links) {
        String sql =
                """
                UPDATE audit_events SET position = link.position, hash = link.hash
                FROM jsonb_to_recordset(CAST(:links AS JSONB))
                    AS link(id UUID, position BIGINT, hash TEXT)
                WHERE audit_events.id = link.id AND audit_events.position IS NULL
                """;
        return database.createNativeMutationQuery(sql).setParameter("links", links).executeUpdate();
    }

    /** Deletes the events up to a position, at most as many as the limit; returns their number. */
    int deleteUpTo(StatelessSession database, long position, int limit) {
        String sql =
                """
                DELETE FROM audit_events WHERE position IN (
                    SELECT position FROM audit_events WHERE position <= :position
                    ORDER BY position LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("position", position)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static EventRow read(Tuple row) {
        return new EventRow(
                row.get("id", UUID.class),
                row.get("at", Instant.class),
                row.get("event", String.class),
                Optional.ofNullable(row.get("position", Long.class)),
                Optional.ofNullable(row.get("hash", String.class)));
    }
}
