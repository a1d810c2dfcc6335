// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import io.gatehouse.idp.session.Session;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Demands that a person has signed in a moment ago: whoever finds a browser open, or steals an
 * access token, cannot make of it a key that lasts for months. It is the time of the sign-in that
 * counts and not a password sent along, so that it holds for whatever way there is to sign in, and
 * nobody learns to write passwords into scripts.
 */
@ApplicationScoped
class FreshSignIn {

    /** How long ago it may be; a refresh of the session makes it no younger. */
    static final Duration LONGEST_AGO = Duration.ofMinutes(10);

    private final Sessions sessions;
    private final RegisteredClients clients;
    private final Clock clock;

    @Inject
    FreshSignIn(Sessions sessions, RegisteredClients clients, Clock clock) {
        this.sessions = sessions;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * A session and its account, in the caller's transaction. A token that was got for an API key
     * has no session, so it never is the account's here.
     *
     * @param id of the session; empty where the caller has named none
     * @throws ProblemException {@code sign_in_too_old}, or {@code forbidden} where the session is
     *     one of a client that is not the operator's own
     */
    Sessions.Found demand(StatelessSession database, UUID account, Optional<UUID> id) {
        Sessions.Found found =
                id.flatMap(it -> sessions.findWithAccount(database, it))
                        .filter(it -> it.account().id().equals(account))
                        .filter(Sessions.Found::mayGoOn)
                        .filter(it -> isFresh(it.family().session()))
                        .orElseThrow(FreshSignIn::tooOld);
        String client = found.family().session().authorization().client();
        if (!client.equals(AccessTokens.CLIENT)
                && clients.find(database, client).filter(Client::firstParty).isEmpty()) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "Only Gatehouse itself does this, and no other client.");
        }
        return found;
    }

    private boolean isFresh(Session session) {
        return !session.expiry().passed(clock.instant())
                && session.authenticatedAt().plus(LONGEST_AGO).isAfter(clock.instant());
    }

    private static ProblemException tooOld() {
        return new ProblemException(
                ProblemCode.SIGN_IN_TOO_OLD,
                "Sign in again: this takes a sign-in within the last ten minutes.");
    }
}
