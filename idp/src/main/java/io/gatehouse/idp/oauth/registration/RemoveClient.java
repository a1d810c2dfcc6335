// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientRepository;
import io.gatehouse.idp.oauth.client.RecentClients;
import io.gatehouse.idp.oauth.client.StoredClient;
import io.gatehouse.idp.session.EndSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Removes clients, and ends their sessions: the gate refuses the access tokens, and without the
 * client nothing can be refreshed.
 */
@ApplicationScoped
class RemoveClient {

    private static final Logger LOG = System.getLogger(RemoveClient.class.getName());

    /** Sessions of one transaction, each of which writes to the deny list. */
    private static final int BATCH = 100;

    /** A request ends as many batches; what is left is for the background. */
    private static final int BATCHES = 10;

    /** For how long sessions are looked for that a request had begun to open. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(10);

    private final RegisterClient registered;
    private final ClientRepository clients;
    private final RegistrationTokenRepository tokens;
    private final RecentClients recent;
    private final EndSession ending;
    private final Trail trail;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    RemoveClient(
            RegisterClient registered,
            ClientRepository clients,
            RegistrationTokenRepository tokens,
            RecentClients recent,
            EndSession ending,
            Trail trail,
            Transactions transactions,
            Clock clock) {
        this.registered = registered;
        this.clients = clients;
        this.tokens = tokens;
        this.recent = recent;
        this.ending = ending;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Removes the client that a token manages.
     *
     * @throws OAuthException {@code invalid_token} when it manages another, or none
     */
    void remove(String id, String token) {
        transactions.run(database -> {
            registered.own(database, id, token);
            return remove(database, id);
        });
        endSessions(id);
    }

    /**
     * Removes a client that was registered.
     *
     * @throws ProblemException {@code not_found}; {@code rule_broken} for one of the operator's
     *     file
     */
    void removeForAdmin(String id) {
        transactions.run(database -> {
            StoredClient found =
                    Optional.of(id)
                            .filter(Client::isId)
                            .flatMap(it -> clients.find(database, it))
                            .orElseThrow(() ->
                                    new ProblemException(
                                            ProblemCode.NOT_FOUND, "There is no such client."));
            if (found.client().firstParty() || !tokens.isRegistered(database, id)) {
                throw new ProblemException(
                        ProblemCode.RULE_BROKEN,
                        "A client of the file idp.clients-file names is managed there.");
            }
            return remove(database, id);
        });
        endSessions(id);
    }

    private String remove(StatelessSession database, String id) {
        clients.delete(database, id);
        trail.append(database, AuditEvent.of(EventKind.CLIENT_REMOVED, id));
        tokens.end(database, id, clock.instant().plus(AFTERWARDS));
        return id;
    }

    private void endSessions(String id) {
        recent.forget();
        LOG.log(Level.INFO, "client {0} removed", id);
        int batches = 1;
        while (endBatch(id) && batches < BATCHES) {
            batches++;
        }
    }

    /**
     * Ends what sessions of removed clients there are still; on several instances it is the same.
     */
    void endLeftSessions() {
        for (String id : transactions.read(database -> tokens.removed(database, clock.instant()))) {
            while (endBatch(id)) {
                // Until the last batch.
            }
        }
    }

    /** Returns whether there may be more. */
    private boolean endBatch(String id) {
        int ended =
                transactions.runIdempotent(
                        database -> ending.endOfFormerClient(database, id, BATCH));
        if (ended > 0) {
            ending.announce();
        }
        return ended == BATCH;
    }
}
