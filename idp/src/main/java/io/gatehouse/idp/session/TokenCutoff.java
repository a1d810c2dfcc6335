// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.oauth.browser.BrowserSessionRepository;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Invalidates all current access tokens of an account, in the caller's transaction. */
@ApplicationScoped
public class TokenCutoff {

    private final SessionRemoval sessions;
    private final BrowserSessionRepository browsers;
    private final Revocations revocations;
    private final Clock clock;

    @Inject
    TokenCutoff(
            SessionRemoval sessions,
            BrowserSessionRepository browsers,
            Revocations revocations,
            Clock clock) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Denies the tokens issued so far and returns the account to be stored. The gate compares the
     * not-before in a token, not its time of issue: clocks of instances differ, one second may have
     * many changes, and a sign-in may end after a change that it did not read.
     */
    public Account denyTokens(StatelessSession database, Account account) {
        Instant now = clock.instant();
        long notBefore = Math.max(now.getEpochSecond(), account.notBefore() + 1);
        revocations.denyAccount(database, account.id(), notBefore);
        return new Account(
                account.id(),
                account.username(),
                account.email(),
                account.emailVerified(),
                account.roles(),
                account.enabled(),
                notBefore,
                account.secondFactor(),
                account.createdAt(),
                now);
    }

    /** Denies the tokens as {@link #denyTokens}, and deletes all sessions of the account. */
    public Account signOutEverywhere(StatelessSession database, Account account) {
        sessions.removeAll(database, account.id());
        browsers.deleteAll(database, account.id());
        // Last, since every other sign-out waits for the one row that numbers revocations.
        return denyTokens(database, account);
    }
}
