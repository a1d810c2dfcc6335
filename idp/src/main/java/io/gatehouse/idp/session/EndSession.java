// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.oauth.browser.BrowserSessionRepository;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.revocation.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Ends a session: it cannot be refreshed any more, and the gate refuses its access tokens. */
@ApplicationScoped
public class EndSession {

    private static final Logger LOG = System.getLogger(EndSession.class.getName());

    private final RefreshTokens tokens;
    private final SessionRemoval sessions;
    private final BrowserSessionRepository browsers;
    private final Revocations revocations;
    private final RevocationNotifier notifier;
    private final Trail trail;
    private final Transactions transactions;
    private final IdpMetrics metrics;

    @Inject
    EndSession(
            RefreshTokens tokens,
            SessionRemoval sessions,
            BrowserSessionRepository browsers,
            Revocations revocations,
            RevocationNotifier notifier,
            Trail trail,
            Transactions transactions,
            IdpMetrics metrics) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.browsers = browsers;
        this.revocations = revocations;
        this.notifier = notifier;
        this.trail = trail;
        this.transactions = transactions;
        this.metrics = metrics;
    }

    /** Ends a session, even one that has ended already: its last token may still be valid. */
    public void end(UUID id) {
        transactions.runIdempotent(database -> {
            end(database, id);
            return id;
        });
        announce();
    }

    /**
     * Ends the session of a refresh token, used or not; an invalid token has no effect. A session
     * that has ended already adds no revocation, so that an old token cannot fill the deny list.
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

    /**
     * Ends a session in the caller's transaction, if it is open; to be announced after the commit.
     */
    public boolean endOpen(StatelessSession database, UUID id) {
        return deniedIf(sessions.remove(database, id), database, id);
    }

    /** The same for its own client, which asks for it and so is not told (RFC 7009). */
    public boolean endOpenForClient(StatelessSession database, UUID id) {
        return deniedIf(sessions.removeForClient(database, id), database, id);
    }

    private boolean deniedIf(boolean open, StatelessSession database, UUID id) {
        if (open) {
            revocations.denySession(database, id);
        }
        return open;
    }

    /** Ends a session in the caller's transaction; to be announced after the commit. */
    public void end(StatelessSession database, UUID id) {
        sessions.remove(database, id);
        revocations.denySession(database, id);
    }

    /**
     * Ends the session of a browser and those of all clients that began in it, in the caller's
     * transaction; to be announced after the commit.
     */
    public void endBrowser(StatelessSession database, UUID browser) {
        browsers.delete(database, browser)
                .ifPresent(account ->
                        trail.append(
                                database,
                                AuditEvent.of(EventKind.SIGN_OUT, account)
                                        .with("browser_session", browser.toString())));
        sessions.removeOfBrowser(database, browser)
                .forEach(id -> revocations.denySession(database, id));
    }

    /**
     * Ends sessions of a client that is there no more, in the caller's transaction: at most as many
     * as the limit. Returns their number; to be announced after the commit.
     */
    public int endOfFormerClient(StatelessSession database, String client, int limit) {
        List<UUID> ended = sessions.removeOfFormerClient(database, client, limit);
        ended.forEach(id -> revocations.denySession(database, id));
        return ended.size();
    }

    /**
     * Ends all sessions of an account at a client, in the caller's transaction; returns whether
     * there were any, which is to be announced after the commit.
     */
    public boolean endClient(StatelessSession database, UUID account, String client) {
        List<UUID> ended = sessions.removeOfClient(database, account, client);
        ended.forEach(id -> revocations.denySession(database, id));
        return !ended.isEmpty();
    }

    /** Announces the end of sessions; to be called after the commit. */
    public void announce() {
        notifier.announce(RevocationKind.SID);
    }

    /** Ends a session of which a token came back that had been used. */
    void endReused(StatelessSession database, Session session) {
        trail.append(
                database,
                AuditEvent.of(EventKind.REFRESH_TOKEN_REUSED, session.account())
                        .with("client", session.authorization().client())
                        .with("session", session.id().toString()));
        end(database, session.id());
    }

    /** Announces that the reuse of a token ended a session; to be called after the commit. */
    public void announceReuse(UUID id) {
        announce();
        metrics.reused();
        LOG.log(Level.WARNING, "refresh token used twice, session {0} ended", id);
    }
}
