// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Removes sessions that end before their time, in the caller's transaction, and has it noted. */
@ApplicationScoped
class SessionRemoval {

    private final SessionRepository sessions;
    private final SessionEnds ends;
    private final Trail trail;

    @Inject
    SessionRemoval(SessionRepository sessions, SessionEnds ends, Trail trail) {
        this.sessions = sessions;
        this.ends = ends;
        this.trail = trail;
    }

    /** Removes a session; returns whether it was there. */
    boolean remove(StatelessSession database, UUID id) {
        Optional<EndedSession> ended = delete(database, id);
        ends.ended(database, ended.stream().toList());
        return ended.isPresent();
    }

    /** Removes a session that its own client ends; returns whether it was there. */
    boolean removeForClient(StatelessSession database, UUID id) {
        return delete(database, id).isPresent();
    }

    private Optional<EndedSession> delete(StatelessSession database, UUID id) {
        Optional<EndedSession> ended = sessions.delete(database, id);
        ended.ifPresent(session ->
                trail.append(
                        database,
                        AuditEvent.of(EventKind.SIGN_OUT, session.account())
                                .with("client", session.client())
                                .with("session", id.toString())));
        return ended;
    }

    /** Removes the sessions that began in a browser's session, and returns their ids. */
    List<UUID> removeOfBrowser(StatelessSession database, UUID browser) {
        List<EndedSession> ended = sessions.deleteOfBrowser(database, browser);
        ends.ended(database, ended);
        return ended.stream().map(EndedSession::id).toList();
    }

    /** Removes the sessions of an account at a client, and returns their ids. */
    List<UUID> removeOfClient(StatelessSession database, UUID account, String client) {
        List<EndedSession> ended = sessions.deleteOfClient(database, account, client);
        ends.ended(database, ended);
        return ended.stream().map(EndedSession::id).toList();
    }

    /**
     * Removes sessions of a client that is there no more, and so cannot be told: at most as many as
     * the limit. Returns their ids.
     */
    List<UUID> removeOfFormerClient(StatelessSession database, String client, int limit) {
        return sessions.deleteOfClient(database, client, limit).stream()
                .map(EndedSession::id)
                .toList();
    }

    void removeAll(StatelessSession database, UUID account) {
        ends.ended(database, sessions.deleteAll(database, account));
    }
}
