// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import io.gatehouse.common.audit.Checkpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Reads and writes checkpoints in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class CheckpointRepository {
    private static final String SELECT =
            "SELECT position, hash, at, signed FROM audit_checkpoints ";

    /** A checkpoint, and its JWS in the compact form. */
    record Signed(Checkpoint checkpoint, String text) {}

    /** Adds one; nothing if another instance was first. */
    void insert(StatelessSession database, Signed signed) {
        String sql =
                """
                INSERT INTO audit_checkpoints (position, hash, at, signed)
                VALUES (:position, :hash, :at, :signed)
                ON CONFLICT DO NOTHING
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("position", signed.checkpoint().position())
                .setParameter("hash", signed.checkpoint().hash())
                .setParameter("at", signed.checkpoint().at())
                .setParameter("signed", signed.text())
                .executeUpdate();
    }

    /** Signs one anew, when the events up to it are to go. */
    void expire(StatelessSession database, Signed expired) {
        String sql = "UPDATE audit_checkpoints SET signed = :signed WHERE position = :position";
        database.createNativeMutationQuery(sql)
                .setParameter("signed", expired.text())
                .setParameter("position", expired.checkpoint().position())
                .executeUpdate();
    }

    /** The one before which no event is there any more, or the first of all. */
    Optional<Signed> first(StatelessSession database) {
        return database.createNativeQuery(SELECT + "ORDER BY position LIMIT 1", Tuple.class)
                .getResultStream()
                .map(CheckpointRepository::read)
                .findFirst();
    }

    Optional<Signed> last(StatelessSession database) {
        return database.createNativeQuery(SELECT + "ORDER BY position DESC LIMIT 1", Tuple.class)
                .getResultStream()
                .map(CheckpointRepository::read)
                .findFirst();
    }

    /** The last one that was signed before a time. */
    Optional<Signed> lastBefore(StatelessSession database, Instant time) {
        String sql = SELECT + "WHERE at < :time ORDER BY position DESC LIMIT 1";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("time", time)
                .getResultStream()
                .map(CheckpointRepository::read)
                .findFirst();
    }

    /** Those after a position, up to another one, in their order. */
    List<Signed> between(StatelessSession database, long after, long upTo, int limit) {
        String sql =
                SELECT
                        + """
                        WHERE position > :after AND position <= :upTo
                        ORDER BY position LIMIT :rows
                        """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("after", after)
                .setParameter("upTo", upTo)
                .setParameter("rows", limit)
                .getResultStream()
                .map(CheckpointRepository::read)
                .toList();
    }

    /** Deletes those before a position, at most as many as the limit; returns their number. */
    int deleteBefore(StatelessSession database, long position, int limit) {
        String sql =
                """
                DELETE FROM audit_checkpoints WHERE position IN (
                    SELECT position FROM audit_checkpoints WHERE position < :position
                    ORDER BY position LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("position", position)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static Signed read(Tuple row) {
        return new Signed(
                new Checkpoint(
                        row.get("position", Long.class),
                        row.get("hash", String.class),
                        row.get("at", Instant.class)),
                row.get("signed", String.class));
    }
}
