// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.StatelessSession;

/**
 * Makes every access token an account holds at this moment worthless, inside the transaction of the
 * change that asks for it.
 */
@ApplicationScoped
public class TokenCutoff {

    private final SessionRepository sessions;
    private final Revocations revocations;
    private final Clock clock;

    @Inject
    TokenCutoff(SessionRepository sessions, Revocations revocations, Clock clock) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Denies the tokens issued so far and gives the account as it must be stored. The gate compares
     * what tokens carry of the account, not when they were issued: instances have different clocks,
     * a second may see many changes, and a sign-in may end after the change that it did not see.
     */
    public Account denyTokens(StatelessSession database, Account account) {
        Instant now = clock.instant();
        long notBefore = Math.max(now.getEpochSecond(), account.notBefore() + 1);
        revocations.denyAccount(database, account.id(), notBefore);
        return new Account(
                account.id(),
                account.username(),
                account.email(),
                account.roles(),
                account.enabled(),
                notBefore,
                account.createdAt(),
                now);
    }

    /** As {@link #denyTokens}, and no session can be refreshed any more. */
    public Account signOutEverywhere(StatelessSession database, Account account) {
        Account cut = denyTokens(database, account);
        sessions.deleteAll(database, account.id());
        return cut;
    }
}
