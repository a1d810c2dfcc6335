// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/**
 * The tables of the outbox; each method runs in its caller's transaction. {@code outbox_message}
 * holds what waits, {@code outbox_stream} a row for each key that has something waiting, with the
 * lease of the relay that delivers it, {@code outbox_parked} what was set aside.
 *
 * <p>Whoever adds to a key and whoever ends a lease of it both write the row of its stream. So the
 * places of its messages follow the order of commits, and no message is left without a stream.
 */
final class OutboxRows {
    private OutboxRows() {}

    static void add(StatelessSession session, OutboxMessage message) {
        openStream(session, message);
        String sql =
                """
                INSERT INTO outbox_message (topic, message_key, place, id, payload, added_at)
                VALUES (:topic, :key,
                    (SELECT COALESCE(MAX(place), 0) + 1 FROM outbox_message
                     WHERE topic = :topic AND message_key = :key),
                    :id, :payload, :added)
                """;
        ofKey(session.createNativeMutationQuery(sql), message)
                .setParameter("id", message.id())
                .setParameter("payload", message.payload())
                .setParameter("added", message.addedAt())
                .executeUpdate();
    }

    private static void openStream(StatelessSession session, OutboxMessage message) {
        String sql =
                """
                INSERT INTO outbox_stream (topic, message_key, leased_until, attempts)
                VALUES (:topic, :key, :due, 0)
                ON CONFLICT (topic, message_key) DO UPDATE SET attempts = outbox_stream.attempts
                """;
        ofKey(session.createNativeMutationQuery(sql), message)
                .setParameter("due", message.addedAt())
                .executeUpdate();
    }

    /** Leases the key that has waited longest, and returns its first message. */
    static Optional<LeasedMessage> take(
            StatelessSession session, Set<String> topics, Instant now, Duration lease) {
        String sql =
                """
                SELECT topic, message_key, attempts FROM outbox_stream s
                WHERE leased_until <= :now AND topic IN (:topics) AND EXISTS (
                    SELECT 1 FROM outbox_message m
                    WHERE m.topic = s.topic AND m.message_key = s.message_key)
                ORDER BY leased_until LIMIT 1
                FOR UPDATE SKIP LOCKED
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("now", now)
                .setParameterList("topics", topics)
                .getResultStream()
                .findFirst()
                .map(stream -> leased(session, stream, now.plus(lease)));
    }

    private static LeasedMessage leased(StatelessSession session, Tuple stream, Instant until) {
        String sql =
                """
                UPDATE outbox_stream SET leased_until = :until, attempts = attempts + 1
                WHERE topic = :topic AND message_key = :key
                """;
        String topic = stream.get("topic", String.class);
        String key = stream.get("message_key", String.class);
        session.createNativeMutationQuery(sql)
                .setParameter("topic", topic)
                .setParameter("key", key)
                .setParameter("until", until)
                .executeUpdate();
        Tuple first = first(session, topic, key);
        return new LeasedMessage(
                message(first, topic, key),
                first.get("place", Long.class),
                stream.get("attempts", Long.class) + 1,
                until);
    }

    private static Tuple first(StatelessSession session, String topic, String key) {
        String sql =
                """
                SELECT place, id, payload, added_at FROM outbox_message
                WHERE topic = :topic AND message_key = :key
                ORDER BY place LIMIT 1
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("topic", topic)
                .setParameter("key", key)
                .getSingleResult();
    }

    /** Removes a message and ends the lease; false, and nothing changes, when the lease is lost. */
    static boolean finish(StatelessSession session, LeasedMessage leased, Instant now) {
        if (!endLease(session, leased, now)) {
            return false;
        }
        String message =
                """
                DELETE FROM outbox_message
                WHERE topic = :topic AND message_key = :key AND place = :place
                """;
        ofKey(session.createNativeMutationQuery(message), leased.message())
                .setParameter("place", leased.place())
                .executeUpdate();
        String stream =
                """
                DELETE FROM outbox_stream
                WHERE topic = :topic AND message_key = :key AND NOT EXISTS (
                    SELECT 1 FROM outbox_message
                    WHERE topic = :topic AND message_key = :key)
                """;
        ofKey(session.createNativeMutationQuery(stream), leased.message()).executeUpdate();
        return true;
    }

    private static boolean endLease(StatelessSession session, LeasedMessage leased, Instant now) {
        String sql =
                """
                UPDATE outbox_stream SET leased_until = :now, attempts = 0
                WHERE topic = :topic AND message_key = :key AND leased_until = :until
                """;
        return ofKey(session.createNativeMutationQuery(sql), leased.message())
                        .setParameter("until", leased.leasedUntil())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Ends the lease of a message whose delivery failed; its key is due again at that time. */
    static boolean postpone(
            StatelessSession session, LeasedMessage leased, Instant due, OutboxConfig.Order order) {
        String sql =
                """
                UPDATE outbox_stream SET leased_until = :due
                WHERE topic = :topic AND message_key = :key AND leased_until = :until
                """;
        boolean held =
                ofKey(session.createNativeMutationQuery(sql), leased.message())
                                .setParameter("until", leased.leasedUntil())
                                .setParameter("due", due)
                                .executeUpdate()
                        == 1;
        if (held && order == OutboxConfig.Order.FREE) {
            moveToEnd(session, leased);
        }
        return held;
    }

    private static void moveToEnd(StatelessSession session, LeasedMessage leased) {
        String sql =
                """
                UPDATE outbox_message
                SET place = (SELECT MAX(place) + 1 FROM outbox_message
                    WHERE topic = :topic AND message_key = :key)
                WHERE topic = :topic AND message_key = :key AND place = :place
                """;
        ofKey(session.createNativeMutationQuery(sql), leased.message())
                .setParameter("place", leased.place())
                .executeUpdate();
    }

    /** Sets a message aside, so that later ones of its key go on; false when the lease is lost. */
    static boolean park(
            StatelessSession session, LeasedMessage leased, Instant now, String reason) {
        if (!finish(session, leased, now)) {
            return false;
        }
        String sql =
                """
                INSERT INTO outbox_parked (id, topic, message_key, payload, added_at, parked_at,
                    reason, wanted)
                VALUES (:id, :topic, :key, :payload, :added, :now, :reason, false)
                """;
        ofKey(session.createNativeMutationQuery(sql), leased.message())
                .setParameter("id", leased.message().id())
                .setParameter("payload", leased.message().payload())
                .setParameter("added", leased.message().addedAt())
                .setParameter("now", now)
                .setParameter("reason", reason)
                .executeUpdate();
        return true;
    }

    /**
     * Puts a parked message that is wanted back at the end of its key; false when there is none.
     */
    static boolean takeUp(StatelessSession session) {
        String sql =
                """
                SELECT id, topic, message_key, payload, added_at FROM outbox_parked
                WHERE wanted
                LIMIT 1
                FOR UPDATE SKIP LOCKED
                """;
        Optional<OutboxMessage> wanted =
                session.createNativeQuery(sql, Tuple.class)
                        .getResultStream()
                        .findFirst()
                        .map(row ->
                                message(
                                        row,
                                        row.get("topic", String.class),
                                        row.get("message_key", String.class)));
        wanted.ifPresent(message -> {
            session.createNativeMutationQuery("DELETE FROM outbox_parked WHERE id = :id")
                    .setParameter("id", message.id())
                    .executeUpdate();
            add(session, message);
        });
        return wanted.isPresent();
    }

    /** Whether anything waits, or is wanted. It looks for one row, however many there are. */
    static boolean isWorkDue(StatelessSession session) {
        String sql =
                """
                SELECT EXISTS (SELECT 1 FROM outbox_message)
                    OR EXISTS (SELECT 1 FROM outbox_parked WHERE wanted)
                """;
        return session.createNativeQuery(sql, Boolean.class).getSingleResult();
    }

    /** Reads all rows. */
    static OutboxCounts counts(StatelessSession session) {
        String sql =
                """
                SELECT (SELECT count(*) FROM outbox_message) AS waiting,
                    (SELECT MIN(added_at) FROM outbox_message) AS oldest,
                    (SELECT count(*) FROM outbox_parked) AS parked
                """;
        Tuple row = session.createNativeQuery(sql, Tuple.class).getSingleResult();
        return new OutboxCounts(
                row.get("waiting", Long.class),
                Optional.ofNullable(row.get("oldest", Instant.class)),
                row.get("parked", Long.class));
    }

    private static OutboxMessage message(Tuple row, String topic, String key) {
        return new OutboxMessage(
                row.get("id", UUID.class),
                topic,
                key,
                row.get("payload", String.class),
                row.get("added_at", Instant.class));
    }

    private static MutationQuery ofKey(MutationQuery query, OutboxMessage message) {
        return query.setParameter("topic", message.topic()).setParameter("key", message.key());
    }
}
