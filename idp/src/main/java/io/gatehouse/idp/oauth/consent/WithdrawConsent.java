// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.session.EndSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Withdraws what a person has allowed a client: all its sessions for that person end, so that its
 * tokens are worthless at once, and the next sign-in asks again.
 */
@ApplicationScoped
class WithdrawConsent {

    private final ConsentRepository consents;
    private final EndSession ending;
    private final Transactions transactions;

    @Inject
    WithdrawConsent(ConsentRepository consents, EndSession ending, Transactions transactions) {
        this.consents = consents;
        this.ending = ending;
        this.transactions = transactions;
    }

    /** Withdraws a consent; without one, sessions that the client has all the same end as well. */
    void withdraw(UUID account, String client) {
        boolean ended =
                transactions.runIdempotent(database -> {
                    consents.delete(database, account, client);
                    return ending.endClient(database, account, client);
                });
        if (ended) {
            ending.announce();
        }
    }
}
