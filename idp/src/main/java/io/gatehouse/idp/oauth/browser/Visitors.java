// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.browser;

import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Tells who is signed in in a browser, in the caller's transaction. */
@ApplicationScoped
public class Visitors {

    private final BrowserSessions browsers;
    private final AccountRepository accounts;

    @Inject
    Visitors(BrowserSessions browsers, AccountRepository accounts) {
        this.browsers = browsers;
        this.accounts = accounts;
    }

    /**
     * Who is signed in, if the account is enabled; the session counts as used.
     *
     * @param secret in the cookie of the browser's session
     */
    public Optional<Visitor> find(StatelessSession database, String secret) {
        return browsers.use(database, secret)
                .flatMap(session ->
                        accounts.byId(database, session.account())
                                .map(StoredAccount::account)
                                .filter(Account::enabled)
                                .map(account -> new Visitor(session, account)));
    }
}
