// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.authorize.NextStep;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import io.gatehouse.idp.oauth.browser.BrowserSessions;
import io.gatehouse.idp.session.EndSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Signs in in a browser whoever has proved who they are, and says where it goes. */
@ApplicationScoped
class EnterBrowser {

    private final BrowserSessions browsers;
    private final EndSession ending;
    private final NextStep steps;

    @Inject
    EnterBrowser(BrowserSessions browsers, EndSession ending, NextStep steps) {
        this.browsers = browsers;
        this.ending = ending;
        this.steps = steps;
    }

    /**
     * Opens a session in the caller's transaction, or goes on with that of the same person; to be
     * announced after the commit.
     *
     * @param cookie with the secret of the session that the browser has had
     */
    SignedInBrowser enter(
            StatelessSession database,
            SignInRequest request,
            Account account,
            Assurance assurance,
            Optional<String> cookie) {
        Optional<BrowserSession> old = cookie.flatMap(secret -> browsers.find(database, secret));
        Optional<BrowserSession> own =
                old.filter(session -> session.account().equals(account.id()));
        boolean otherEnds = old.isPresent() && own.isEmpty();
        if (otherEnds) {
            ending.endBrowser(database, old.get().id());
        }
        BrowserSessions.Opened opened =
                own.map(session -> browsers.renew(database, session, assurance))
                        .orElseGet(() -> browsers.open(database, account.id(), assurance));
        return new SignedInBrowser(
                account.username(),
                opened.secret(),
                location(database, request, opened),
                otherEnds);
    }

    void announce(SignedInBrowser signedIn) {
        if (signedIn.otherEnded()) {
            ending.announce();
        }
    }

    private URI location(
            StatelessSession database, SignInRequest request, BrowserSessions.Opened opened) {
        return switch (request) {
            case SignInRequest.OfClient client ->
                    steps.afterSignIn(database, client.request(), opened);
            case SignInRequest.OfDevice device ->
                    URI.create(Endpoints.DEVICE + "?" + device.query());
        };
    }

    /** Whether a password that was proved in a session counts for a request. */
    boolean accepts(SignInRequest request, BrowserSession session) {
        return switch (request) {
            case SignInRequest.OfClient client -> steps.accepts(client.request(), session);
            case SignInRequest.OfDevice _ -> true;
        };
    }
}
