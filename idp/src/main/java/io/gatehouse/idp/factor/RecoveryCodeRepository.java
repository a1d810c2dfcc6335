// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes recovery codes in the database; every method runs in the caller's transaction.
 */
@ApplicationScoped
class RecoveryCodeRepository {

    private final Trail trail;

    @Inject
    RecoveryCodeRepository(Trail trail) {
        this.trail = trail;
    }

    /**
     * Adds codes.
     *
     * @param hashes in base64url
     */
    void insert(StatelessSession database, UUID account, List<String> hashes) {
        String sql =
                """
                INSERT INTO recovery_codes (account_id, hash)
                SELECT CAST(:account AS UUID), unnest(string_to_array(:hashes, ' '))
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("account", account)
                .setParameter("hashes", String.join(" ", hashes))
                .executeUpdate();
    }

    /** Uses a code up; returns false when there is none with this hash, or no more. */
    boolean use(StatelessSession database, UUID account, String hash) {
        String sql =
                """
                WITH changed AS (
                    DELETE FROM recovery_codes WHERE account_id = :account AND hash = :hash
                    RETURNING hash)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.RECOVERY_CODE_USED, account);
        return trail.bind(database.createNativeMutationQuery(sql), event)
                        .setParameter("account", account)
                        .setParameter("hash", hash)
                        .executeUpdate()
                == 1;
    }

    long count(StatelessSession database, UUID account) {
        String sql = "SELECT count(*) FROM recovery_codes WHERE account_id = :account";
        return database.createNativeQuery(sql, Long.class)
                .setParameter("account", account)
                .getSingleResult();
    }

    void deleteAll(StatelessSession database, UUID account) {
        String sql = "DELETE FROM recovery_codes WHERE account_id = :account";
        database.createNativeMutationQuery(sql).setParameter("account", account).executeUpdate();
    }
}
