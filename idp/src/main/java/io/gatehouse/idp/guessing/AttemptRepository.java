// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.StatelessSession;

/**
 * Reads and writes the buckets in the database; every method runs in the caller's transaction. A
 * bucket is the time at which it will be empty: an attempt moves it by the interval of its pace,
 * and does not fit when it is further away than a whole burst (GCRA, ITU-T I.371).
 */
@ApplicationScoped
public class AttemptRepository {

    /** Adds an attempt to both buckets; false when it does not fit in one of them. */
    boolean add(StatelessSession database, Counted counted, Instant now) {
        String sql =
                """
                INSERT INTO sign_in_attempts AS bucket (key, empty_at)
                VALUES (:account, :accountNext), (:block, :blockNext)
                ON CONFLICT (key) DO UPDATE
                SET empty_at = greatest(bucket.empty_at, :now) + (excluded.empty_at - :now)
                WHERE bucket.empty_at <=
                    CASE WHEN bucket.key = :account THEN CAST(:accountFull AS TIMESTAMPTZ)
                        ELSE CAST(:blockFull AS TIMESTAMPTZ) END
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("account", counted.account().key())
                        .setParameter("accountNext", next(counted.account(), now))
                        .setParameter("accountFull", full(counted.account(), now))
                        .setParameter("block", counted.block().key())
                        .setParameter("blockNext", next(counted.block(), now))
                        .setParameter("blockFull", full(counted.block(), now))
                        .setParameter("now", now)
                        .executeUpdate()
                == 2;
    }

    /** Adds to one bucket; false when it does not fit. */
    boolean add(StatelessSession database, Counted.Bucket bucket, Instant now) {
        String sql =
                """
                INSERT INTO sign_in_attempts AS bucket (key, empty_at) VALUES (:key, :next)
                ON CONFLICT (key) DO UPDATE
                SET empty_at = greatest(bucket.empty_at, :now) + (excluded.empty_at - :now)
                WHERE bucket.empty_at <= CAST(:full AS TIMESTAMPTZ)
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("key", bucket.key())
                        .setParameter("next", next(bucket, now))
                        .setParameter("full", full(bucket, now))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    private static Instant next(Counted.Bucket bucket, Instant now) {
        return now.plus(bucket.pace().interval());
    }

    // An attempt fits as long as those before it leave the room of one interval.
    private static Instant full(Counted.Bucket bucket, Instant now) {
        return now.plus(bucket.pace().interval().multipliedBy(bucket.pace().burst() - 1L));
    }

    /** Takes an attempt off both buckets. */
    void takeOff(StatelessSession database, Counted counted) {
        String sql =
                """
                UPDATE sign_in_attempts
                SET empty_at = empty_at - INTERVAL '1 millisecond'
                    * CASE WHEN key = :account THEN CAST(:accountMillis AS INT8)
                        ELSE CAST(:blockMillis AS INT8) END
                WHERE key IN (:account, :block)
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("account", counted.account().key())
                .setParameter("accountMillis", counted.account().pace().interval().toMillis())
                .setParameter("block", counted.block().key())
                .setParameter("blockMillis", counted.block().pace().interval().toMillis())
                .executeUpdate();
    }

    /** Deletes buckets that are empty, at most as many as the limit; returns their number. */
    public int deleteEmpty(StatelessSession database, Instant now, int limit) {
        String sql =
                """
                DELETE FROM sign_in_attempts WHERE key IN (
                    SELECT key FROM sign_in_attempts WHERE empty_at < :now
                    ORDER BY empty_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("now", now)
                .setParameter("rows", limit)
                .executeUpdate();
    }
}
