// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Leases;
import io.gatehouse.idp.oauth.browser.BrowserSessionRepository;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/**
 * Deletes expired sessions, also of browsers, and revocations in bounded batches, so that no
 * sign-in waits for it.
 */
@ApplicationScoped
class Cleanup {

    private static final int ROWS = 200;
    private static final int MAX_ROUNDS = 20;
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final SessionRepository sessions;
    private final BrowserSessionRepository browsers;
    private final Revocations revocations;
    private final Leases leases;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    Cleanup(
            SessionRepository sessions,
            BrowserSessionRepository browsers,
            Revocations revocations,
            Leases leases,
            Transactions transactions,
            Clock clock) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.revocations = revocations;
        this.leases = leases;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Runs one bounded round; the next one does the rest. */
    void tick() {
        if (!leases.take("cleanup", LEASE)) {
            return;
        }
        for (int i = 0; i < MAX_ROUNDS; i++) {
            int removed =
                    transactions.runIdempotent(session ->
                            sessions.deleteExpired(session, clock.instant(), ROWS)
                                    + browsers.deleteExpired(session, clock.instant(), ROWS)
                                    + revocations.deleteExpired(session, ROWS));
            if (removed < ROWS) {
                return;
            }
        }
    }
}
