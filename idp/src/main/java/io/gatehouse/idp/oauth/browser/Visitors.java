// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Tells who is signed in in a browser, in the caller's transaction. */
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
        return browsers.use(database, secret).filter(visitor -> visitor.account().enabled());
    }

    /**
     * Who signed in in a session that has not been ended, if the account is enabled.
     *
     * @param session its id; it may have expired
     */
    public Optional<Visitor> find(StatelessSession database, UUID session) {
        return browsers.findWithAccount(database, session)
                .filter(visitor -> visitor.account().enabled());
    }
}
