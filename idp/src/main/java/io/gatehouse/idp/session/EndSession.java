// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.revocation.RevocationFeed;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Ends one session: no refresh any more, and its access tokens are refused at the gate. */
@ApplicationScoped
public class EndSession {

    private final SessionRepository sessions;
    private final Revocations revocations;
    private final RevocationFeed feed;
    private final Transactions transactions;

    @Inject
    public EndSession(
            SessionRepository sessions,
            Revocations revocations,
            RevocationFeed feed,
            Transactions transactions) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.feed = feed;
        this.transactions = transactions;
    }

    /** Also right for a session that is over already: its last token may still live. */
    public void end(UUID id) {
        transactions.runIdempotent(database -> {
            end(database, id);
            return id;
        });
        announce();
    }

    void end(StatelessSession database, UUID id) {
        sessions.delete(database, id);
        revocations.denySession(database, id);
    }

    /** To be called after the commit. */
    void announce() {
        feed.announce(RevocationKind.SID);
    }
}
