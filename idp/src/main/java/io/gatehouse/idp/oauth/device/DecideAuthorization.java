// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import io.gatehouse.idp.oauth.browser.BrowserSessions;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Lets a person who is signed in decide on a device. A code that is unknown, expired or decided on
 * already looks like any other of them, and nobody learns of a code without an account.
 */
@ApplicationScoped
class DecideAuthorization {

    private final DeviceRepository devices;
    private final BrowserSessions browsers;
    private final AccountRepository accounts;
    private final RegisteredClients clients;
    private final Transactions transactions;
    private final Clock clock;

    /** Who is signed in in the browser. */
    record Visitor(BrowserSession session, Account account) {}

    /**
     * What a person is asked.
     *
     * @param scope separated by spaces
     */
    record Question(Visitor visitor, UserCode code, Client client, String scope) {}

    @Inject
    DecideAuthorization(
            DeviceRepository devices,
            BrowserSessions browsers,
            AccountRepository accounts,
            RegisteredClients clients,
            Transactions transactions,
            Clock clock) {
        this.devices = devices;
        this.browsers = browsers;
        this.accounts = accounts;
        this.clients = clients;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Who is signed in; the session counts as used.
     *
     * @param cookie with the secret of the browser's session
     */
    Optional<Visitor> visitor(Optional<String> cookie) {
        return cookie.flatMap(secret -> transactions.run(database -> visitor(database, secret)));
    }

    private Optional<Visitor> visitor(StatelessSession database, String secret) {
        return browsers.use(database, secret)
                .flatMap(session ->
                        accounts.byId(database, session.account())
                                .map(StoredAccount::account)
                                .filter(Account::enabled)
                                .map(account -> new Visitor(session, account)));
    }

    /** The question that a code leads to, if it waits for a decision. */
    Optional<Question> question(Visitor visitor, UserCode code) {
        return transactions
                .read(database -> devices.pending(database, code, clock.instant()))
                .flatMap(asked ->
                        clients.find(asked.client())
                                .filter(client -> client.may(GrantType.DEVICE_CODE))
                                .map(client -> new Question(visitor, code, client, asked.scope())));
    }

    /** Allows a device to act for the visitor; returns false when its code leads nowhere. */
    boolean allow(Visitor visitor, UserCode code) {
        DeviceAuthorization.Approval approval =
                new DeviceAuthorization.Approval(
                        visitor.account().id(),
                        visitor.account().notBefore(),
                        visitor.session().authenticatedAt());
        return transactions.run(
                database -> devices.allow(database, code, approval, clock.instant()));
    }

    /** Denies it to a device; returns false when its code leads nowhere. */
    boolean deny(UserCode code) {
        return transactions.run(database -> devices.deny(database, code, clock.instant()));
    }
}
