// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Stores what somebody may who has read a mail at an account's address; every method runs in the
 * caller's transaction.
 */
@ApplicationScoped
public class EmailRepository {

    private final EmailVault vault;
    private final Trail trail;

    @Inject
    EmailRepository(EmailVault vault, Trail trail) {
        this.vault = vault;
        this.trail = trail;
    }

    /**
     * Stores a new password by proof of the account's address, which is verified by that; returns
     * false when the password was changed since the version was read, or the account is disabled.
     */
    public boolean resetPassword(
            StatelessSession session, StoredAccount changed, String passwordHash) {
        String sql =
                """
                WITH changed AS (
                    UPDATE accounts SET password_hash = :hash, password_version = :version + 1,
                        email_verified = TRUE, not_before = :notBefore, updated_at = :now
                    WHERE id = :id AND password_version = :version AND enabled
                    RETURNING id)
                """
                        + Trail.APPEND;
        UUID id = changed.account().id();
        AuditEvent event = AuditEvent.of(EventKind.PASSWORD_RESET, id);
        return trail.bind(session.createNativeMutationQuery(sql), event)
                        .setParameter("hash", passwordHash)
                        .setParameter("version", changed.passwordVersion())
                        .setParameter("notBefore", changed.account().notBefore())
                        .setParameter("now", changed.account().updatedAt())
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** Stores that the address is verified; false when the account has another one by now. */
    public boolean verify(StatelessSession session, UUID id, EmailAddress email, Instant now) {
        String sql =
                """
                WITH changed AS (
                    UPDATE accounts SET email_verified = TRUE, updated_at = :now
                    WHERE id = :id AND email_lookup = :lookup AND enabled
                    RETURNING id)
                """
                        + Trail.APPEND;
        AuditEvent event = AuditEvent.of(EventKind.EMAIL_VERIFIED, id);
        return trail.bind(session.createNativeMutationQuery(sql), event)
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .setParameter("lookup", vault.lookup(email))
                        .executeUpdate()
                == 1;
    }

    /**
     * Stores another address, which is verified; returns false when another account has it.
     *
     * @param changed with the version of the password for which the change was asked
     */
    public boolean change(StatelessSession session, StoredAccount changed, EmailAddress email) {
        String sql =
                """
                WITH changed AS (
                    UPDATE accounts SET email_lookup = :lookup, email_sealed = :sealed,
                        email_verified = TRUE, not_before = :notBefore, updated_at = :now
                    WHERE id = :id AND password_version = :version AND enabled AND NOT EXISTS (
                        SELECT 1 FROM accounts other
                        WHERE other.email_lookup = :lookup AND other.id <> :id)
                    RETURNING id)
                """
                        + Trail.APPEND;
        UUID id = changed.account().id();
        AuditEvent event = AuditEvent.of(EventKind.EMAIL_CHANGED, id);
        return trail.bind(session.createNativeMutationQuery(sql), event)
                        .setParameter("lookup", vault.lookup(email))
                        .setParameter("sealed", vault.seal(email, id))
                        .setParameter("notBefore", changed.account().notBefore())
                        .setParameter("now", changed.account().updatedAt())
                        .setParameter("id", id)
                        .setParameter("version", changed.passwordVersion())
                        .executeUpdate()
                == 1;
    }
}
