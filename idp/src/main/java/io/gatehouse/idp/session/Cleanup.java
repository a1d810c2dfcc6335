// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.guessing.AttemptRepository;
import io.gatehouse.idp.link.Links;
import io.gatehouse.idp.oauth.browser.BrowserSessionRepository;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes expired sessions, also of browsers, links and revocations, and counts that are empty
 * again.
 */
@ApplicationScoped
class Cleanup {
    private final List<ExpiredRows> expired;

    @Inject
    Cleanup(
            SessionRepository sessions,
            BrowserSessionRepository browsers,
            AttemptRepository attempts,
            Links links,
            Revocations revocations,
            Transactions transactions,
            Clock clock) {
        this.expired =
                Stream.<ExpiredRows.Deletion>of(
                                sessions::deleteExpired,
                                browsers::deleteExpired,
                                attempts::deleteEmpty,
                                links::deleteExpired,
                                revocations::deleteExpired)
                        .map(deletion -> new ExpiredRows(transactions, clock, deletion))
                        .toList();
    }

    /** Deletes all that has expired by now; on several instances at once it is the same. */
    void round() {
        expired.forEach(ExpiredRows::delete);
    }
}
