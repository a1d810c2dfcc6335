// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import io.gatehouse.common.sql.outbox.Outbox;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import io.gatehouse.idp.session.EndedSession;
import io.gatehouse.idp.session.SessionEnds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/**
 * Writes down which clients have to be told of the end of a session, in the transaction that ends
 * it: nobody is told of a sign-out that did not happen, and no sign-out that did is forgotten.
 */
@ApplicationScoped
class LogoutEvents implements SessionEnds {

    static final String TOPIC = "backchannel-logout";

    private final RegisteredClients clients;
    private final Outbox outbox;

    @Inject
    LogoutEvents(RegisteredClients clients, Outbox outbox) {
        this.clients = clients;
        this.outbox = outbox;
    }

    /** Looks each client up once, however many of its sessions end. */
    @Override
    public void ended(StatelessSession database, List<EndedSession> sessions) {
        Set<String> told =
                sessions.stream()
                        .map(EndedSession::client)
                        .distinct()
                        .filter(client -> isTold(database, client))
                        .collect(Collectors.toSet());
        sessions.stream()
                .filter(session -> told.contains(session.client()))
                .forEach(session -> add(database, session));
    }

    private boolean isTold(StatelessSession database, String client) {
        return clients.find(database, client).flatMap(Client::logoutUri).isPresent();
    }

    private void add(StatelessSession database, EndedSession session) {
        LogoutEvent event = new LogoutEvent(session.account(), session.id());
        outbox.add(database, TOPIC, session.client(), event.json());
    }
}
