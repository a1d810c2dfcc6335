// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.authorize.NextStep;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import io.gatehouse.idp.oauth.browser.BrowserSessions;
import io.gatehouse.idp.password.PasswordCheck;
import io.gatehouse.idp.session.EndSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Signs in with user name and password in a browser. An unknown name, a disabled account and a
 * wrong password look alike: the same read, the same hash, the same response.
 */
@ApplicationScoped
class SignInForBrowser {

    private final PasswordCheck check;
    private final AccountRepository accounts;
    private final BrowserSessions browsers;
    private final EndSession ending;
    private final NextStep steps;
    private final Transactions transactions;

    /** What was typed. */
    record Typed(String username, String password) {

        /** Omits both: people type a password where the name belongs. */
        @Override
        public String toString() {
            return "Typed[]";
        }
    }

    /** Who has signed in, the secret of the browser's session, and where the browser goes. */
    record SignedIn(String username, String secret, URI location, boolean otherEnded) {

        /**
         * The answer, which a browser does not send the password on to the client by (RFC 9700
         * section 4.12).
         *
         * @param device the cookie by which the device is known from now on
         */
        Response redirect(BrowserCookies cookies, String device) {
            return Response.seeOther(location)
                    .header(HttpHeaders.SET_COOKIE, cookies.setSession(secret))
                    .header(HttpHeaders.SET_COOKIE, device)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }

        /** Omits the secret and the code. */
        @Override
        public String toString() {
            return "SignedIn[]";
        }
    }

    @Inject
    SignInForBrowser(
            PasswordCheck check,
            AccountRepository accounts,
            BrowserSessions browsers,
            EndSession ending,
            NextStep steps,
            Transactions transactions) {
        this.check = check;
        this.accounts = accounts;
        this.browsers = browsers;
        this.ending = ending;
        this.steps = steps;
        this.transactions = transactions;
    }

    /**
     * Signs in; empty when the name or the password is wrong.
     *
     * @param cookie with the secret of the session that the browser has had
     */
    Optional<SignedIn> signIn(
            SignInRequest request, Typed typed, Source source, Optional<String> cookie) {
        Optional<SignedIn> signedIn =
                check.check(typed.username(), typed.password(), source)
                        .flatMap(checked ->
                                transactions.run(database ->
                                        current(database, checked)
                                                .map(it -> open(database, request, it, cookie))));
        signedIn.ifPresent(this::announce);
        return signedIn;
    }

    /** Signs in with an account that was made just now. */
    SignedIn enter(SignInRequest request, Account account, Optional<String> cookie) {
        SignedIn signedIn = transactions.run(database -> open(database, request, account, cookie));
        announce(signedIn);
        return signedIn;
    }

    private void announce(SignedIn signedIn) {
        if (signedIn.otherEnded()) {
            ending.announce();
        }
    }

    // During hashing, the password may have been changed or the account disabled.
    private Optional<Account> current(StatelessSession database, StoredAccount checked) {
        return accounts.byId(database, checked.account().id())
                .filter(now -> now.passwordVersion() == checked.passwordVersion())
                .map(StoredAccount::account)
                .filter(Account::enabled);
    }

    private SignedIn open(
            StatelessSession database,
            SignInRequest request,
            Account account,
            Optional<String> cookie) {
        Optional<BrowserSession> old = cookie.flatMap(secret -> browsers.find(database, secret));
        Optional<BrowserSession> own =
                old.filter(session -> session.account().equals(account.id()));
        boolean otherEnds = old.isPresent() && own.isEmpty();
        if (otherEnds) {
            ending.endBrowser(database, old.get().id());
        }
        BrowserSessions.Opened opened =
                own.map(session -> browsers.renew(database, session))
                        .orElseGet(() -> browsers.open(database, account.id()));
        return new SignedIn(
                account.username(),
                opened.secret(),
                location(database, request, opened),
                otherEnds);
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
}
