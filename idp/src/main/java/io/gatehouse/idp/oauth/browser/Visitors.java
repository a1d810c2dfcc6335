// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Tells who is signed in in a browser, in the caller's transaction. A session that has proved less
 * than a sign-in of its account demands is none.
 */
@ApplicationScoped
public class Visitors {

    private final BrowserSessions browsers;

    @Inject
    Visitors(BrowserSessions browsers) {
        this.browsers = browsers;
    }

    /**
     * Who is signed in, if the account is enabled; the session counts as used.
     *
     * @param secret in the cookie of the browser's session
     */
    public Optional<Visitor> find(StatelessSession database, String secret) {
        return browsers.use(database, secret).filter(Visitors::mayGoOn);
    }

    /**
     * Who signed in in a session that has not been ended, if the account is enabled.
     *
     * @param session its id; it may have expired
     */
    public Optional<Visitor> find(StatelessSession database, UUID session) {
        return browsers.findWithAccount(database, session).filter(Visitors::mayGoOn);
    }

    /**
     * Who is signed in, if the account is enabled, by a password to which a code is missing.
     *
     * @param secret in the cookie of the browser's session
     */
    public Optional<Visitor> withoutCode(StatelessSession database, String secret) {
        return browsers.use(database, secret)
                .filter(visitor -> visitor.account().enabled())
                .filter(visitor -> !visitor.session().assurance().suffices(visitor.account()));
    }

    private static boolean mayGoOn(Visitor visitor) {
        return visitor.account().enabled()
                && visitor.session().assurance().suffices(visitor.account());
    }
}
