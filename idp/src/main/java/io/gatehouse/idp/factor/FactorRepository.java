// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes second factors in the database; every method runs in the caller's transaction.
 */
@ApplicationScoped
class FactorRepository {

    /** A factor that no code was used of yet: there was no step of time before. */
    private static final long NO_STEP = -1;

    /** The factors of an account, oldest first. */
    List<Factor> enrolled(StatelessSession database, UUID account) {
        String sql =
                """
                SELECT kind, enrolled_at FROM second_factors
                WHERE account_id = :account AND enrolled
                ORDER BY begun_at, kind
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .getResultStream()
                .map(row ->
                        new Factor(
                                FactorKind.ofText(row.get("kind", String.class)),
                                row.get("enrolled_at", Instant.class)))
                .toList();
    }

    /** The secret of a factor that an account has. */
    Optional<StoredSecret> secret(StatelessSession database, UUID account, FactorKind kind) {
        String sql =
                """
                SELECT id, secret_sealed FROM second_factors
                WHERE account_id = :account AND kind = :kind AND enrolled
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .setParameter("kind", kind.text())
                .getResultStream()
                .map(FactorRepository::read)
                .findFirst();
    }

    /** The secret of one that waits for its first code, if it was begun after a time. */
    Optional<StoredSecret> pending(
            StatelessSession database, UUID account, FactorKind kind, Instant after) {
        String sql =
                """
                SELECT id, secret_sealed FROM second_factors
                WHERE account_id = :account AND kind = :kind AND NOT enrolled AND begun_at > :after
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("account", account)
                .setParameter("kind", kind.text())
                .setParameter("after", after)
                .getResultStream()
                .map(FactorRepository::read)
                .findFirst();
    }

    /** Stores one that waits for its first code, in place of another with the same id. */
    void begin(
            StatelessSession database,
            UUID account,
            FactorKind kind,
            StoredSecret secret,
            Instant now) {
        String sql =
                """
                INSERT INTO second_factors (id, account_id, kind, enrolled, secret_sealed,
                    last_step, begun_at)
                VALUES (:id, :account, :kind, FALSE, :sealed, :step, :now)
                ON CONFLICT (id) DO UPDATE
                SET secret_sealed = excluded.secret_sealed, begun_at = excluded.begun_at
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("id", secret.id())
                .setParameter("account", account)
                .setParameter("kind", kind.text())
                .setParameter("sealed", secret.sealed())
                .setParameter("step", NO_STEP)
                .setParameter("now", now)
                .executeUpdate();
    }

    /**
     * Makes one that waits for its first code the account's; returns false when it was meanwhile,
     * or was begun anew.
     *
     * @param step of that code, which is used up by it
     */
    boolean enrol(StatelessSession database, StoredSecret pending, long step, Instant now) {
        String sql =
                """
                UPDATE second_factors SET enrolled = TRUE, enrolled_at = :now, last_step = :step
                WHERE id = :id AND NOT enrolled AND secret_sealed = :sealed
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("now", now)
                        .setParameter("step", step)
                        .setParameter("id", pending.id())
                        .setParameter("sealed", pending.sealed())
                        .executeUpdate()
                == 1;
    }

    /**
     * Uses up the code of a step, and with it those of all before; returns false when that was done
     * already. The condition ensures that of 100 requests with one code a single one passes.
     */
    boolean use(StatelessSession database, UUID id, long step) {
        String sql =
                """
                UPDATE second_factors SET last_step = :step
                WHERE id = :id AND enrolled AND last_step < :step
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("step", step)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** The latest step whose code was used, of all factors of an account. */
    long lastStep(StatelessSession database, UUID account) {
        String sql =
                """
                SELECT coalesce(max(last_step), -1) FROM second_factors
                WHERE account_id = :account AND enrolled
                """;
        return database.createNativeQuery(sql, Long.class)
                .setParameter("account", account)
                .getSingleResult();
    }

    /** Deletes a factor that an account has; returns whether it had. */
    boolean delete(StatelessSession database, UUID account, FactorKind kind) {
        String sql =
                """
                DELETE FROM second_factors
                WHERE account_id = :account AND kind = :kind AND enrolled
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("account", account)
                        .setParameter("kind", kind.text())
                        .executeUpdate()
                == 1;
    }

    /** Deletes all factors of an account, those that wait too; returns whether there were any. */
    boolean deleteAll(StatelessSession database, UUID account) {
        String sql = "DELETE FROM second_factors WHERE account_id = :account";
        return database.createNativeMutationQuery(sql)
                        .setParameter("account", account)
                        .executeUpdate()
                > 0;
    }

    /** Deletes those that were begun before a time and wait still, at most as many as the limit. */
    int deletePending(StatelessSession database, Instant before, int limit) {
        String sql =
                """
                DELETE FROM second_factors WHERE id IN (
                    SELECT id FROM second_factors WHERE NOT enrolled AND begun_at < :before
                    ORDER BY begun_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static StoredSecret read(Tuple row) {
        return new StoredSecret(row.get("id", UUID.class), row.get("secret_sealed", byte[].class));
    }
}
