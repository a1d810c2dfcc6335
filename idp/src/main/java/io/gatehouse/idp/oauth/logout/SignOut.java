// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.logout;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import io.gatehouse.idp.oauth.browser.BrowserSessions;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import io.gatehouse.idp.session.EndSession;
import io.gatehouse.idp.session.Family;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Ends the session of a browser, and with it those of all its clients. */
@ApplicationScoped
class SignOut {

    private final BrowserSessions browsers;
    private final Sessions sessions;
    private final EndSession ending;
    private final Transactions transactions;

    @Inject
    SignOut(
            BrowserSessions browsers,
            Sessions sessions,
            EndSession ending,
            Transactions transactions) {
        this.browsers = browsers;
        this.sessions = sessions;
        this.ending = ending;
        this.transactions = transactions;
    }

    /**
     * Whether the person must be asked: a page of any site can send a browser here, and only an ID
     * token of whoever is signed in shows that it is a client of theirs.
     *
     * @param cookie with the secret of the browser's session
     */
    boolean mustAsk(Optional<String> cookie, Optional<IdTokens.Hint> hint) {
        Optional<BrowserSession> session = session(cookie);
        return session.isPresent()
                && hint.filter(it -> it.account().equals(session.get().account())).isEmpty();
    }

    private Optional<BrowserSession> session(Optional<String> cookie) {
        return cookie.flatMap(
                secret -> transactions.read(database -> browsers.find(database, secret)));
    }

    /** Ends the session of the browser, and the one that an ID token names. */
    void signOut(Optional<String> cookie, Optional<IdTokens.Hint> hint) {
        boolean ended =
                transactions.runIdempotent(database -> {
                    boolean byCookie =
                            cookie.flatMap(secret -> browsers.find(database, secret))
                                    .map(session -> endBrowser(database, session.id()))
                                    .orElse(false);
                    boolean byHint =
                            hint.flatMap(it -> sessions.find(database, it.session()))
                                    .map(family -> end(database, family))
                                    .orElse(false);
                    return byCookie || byHint;
                });
        if (ended) {
            ending.announce();
        }
    }

    private boolean end(StatelessSession database, Family family) {
        Optional<UUID> browser = family.session().authorization().browser();
        return browser.map(id -> endBrowser(database, id))
                .orElseGet(() -> ending.endOpen(database, family.session().id()));
    }

    private boolean endBrowser(StatelessSession database, UUID browser) {
        ending.endBrowser(database, browser);
        return true;
    }
}
