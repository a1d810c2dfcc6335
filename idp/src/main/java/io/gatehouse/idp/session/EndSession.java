// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Ends one session: no refresh any more, and its access tokens are refused at the gate. */
@ApplicationScoped
public class EndSession {

    private static final Logger LOG = System.getLogger(EndSession.class.getName());

    private final RefreshTokens tokens;
    private final SessionRepository sessions;
    private final Revocations revocations;
    private final RevocationNotifier notifier;
    private final Transactions transactions;
    private final IdpMetrics metrics;

    @Inject
    EndSession(
            RefreshTokens tokens,
            SessionRepository sessions,
            Revocations revocations,
            RevocationNotifier notifier,
            Transactions transactions,
            IdpMetrics metrics) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.revocations = revocations;
        this.notifier = notifier;
        this.transactions = transactions;
        this.metrics = metrics;
    }

    /** Also right for a session that is over already: its last token may still live. */
    public void end(UUID id) {
        transactions.runIdempotent(database -> {
            end(database, id);
            return id;
        });
        announce();
    }

    /**
     * Ends the session that a refresh token names, used up or not; nothing without one. A session
     * that is over leaves no new denial, so that an old token cannot fill the deny list.
     */
    public void endOf(String refreshToken) {
        boolean ended =
                tokens.parse(refreshToken)
                        .map(RefreshToken::session)
                        .filter(id -> transactions.runIdempotent(database -> endOpen(database, id)))
                        .isPresent();
        if (ended) {
            announce();
        }
    }

    private boolean endOpen(StatelessSession database, UUID id) {
        boolean open = sessions.delete(database, id);
        if (open) {
            revocations.denySession(database, id);
        }
        return open;
    }

    public void end(StatelessSession database, UUID id) {
        sessions.delete(database, id);
        revocations.denySession(database, id);
    }

    /** To be called after the commit. */
    void announce() {
        notifier.announce(RevocationKind.SID);
    }

    /** To be called after the commit, where a refresh token that was used again ended a session. */
    public void announceReuse(UUID id) {
        announce();
        metrics.reused();
        LOG.log(Level.WARNING, "refresh token used twice, session {0} ended", id);
    }
}
