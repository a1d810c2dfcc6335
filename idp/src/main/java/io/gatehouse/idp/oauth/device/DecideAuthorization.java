// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import com.nimbusds.oauth2.sdk.GrantType;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.browser.Visitors;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import io.gatehouse.idp.oauth.consent.Consents;
import io.gatehouse.idp.oauth.resource.Audiences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/**
 * Lets a person who is signed in decide on a device. A code that is unknown, expired or decided on
 * already looks like any other of them, and nobody learns of a code without an account.
 */
@ApplicationScoped
class DecideAuthorization {

    private final DeviceRepository devices;
    private final Visitors visitors;
    private final RegisteredClients clients;
    private final Consents consents;
    private final Transactions transactions;
    private final Clock clock;

    /**
     * What a person is asked.
     *
     * @param scope separated by spaces, with the services besides the gate
     */
    record Question(Visitor visitor, UserCode code, Client client, String scope) {}

    @Inject
    DecideAuthorization(
            DeviceRepository devices,
            Visitors visitors,
            RegisteredClients clients,
            Consents consents,
            Transactions transactions,
            Clock clock) {
        this.devices = devices;
        this.visitors = visitors;
        this.clients = clients;
        this.consents = consents;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Who is signed in; the session counts as used.
     *
     * @param cookie with the secret of the browser's session
     */
    Optional<Visitor> visitor(Optional<String> cookie) {
        return cookie.flatMap(
                secret -> transactions.run(database -> visitors.find(database, secret)));
    }

    /** The question that a code leads to, if it waits for a decision. */
    Optional<Question> question(Visitor visitor, UserCode code) {
        return transactions
                .read(database -> devices.pending(database, code, clock.instant()))
                .flatMap(asked ->
                        clients.find(asked.client())
                                .filter(client -> client.may(GrantType.DEVICE_CODE))
                                .map(client ->
                                        new Question(visitor, code, client, consentScope(asked))));
    }

    private static String consentScope(DeviceAuthorization asked) {
        return Stream.concat(Stream.of(asked.scope()), Audiences.elsewhere(asked.audiences()))
                .collect(Collectors.joining(" "));
    }

    /** Allows a device to act for the visitor; returns false when its code leads nowhere. */
    boolean allow(Visitor visitor, UserCode code) {
        return question(visitor, code)
                .filter(question -> transactions.run(database -> allow(database, question)))
                .isPresent();
    }

    private boolean allow(StatelessSession database, Question question) {
        Account account = question.visitor().account();
        DeviceAuthorization.Approval approval =
                new DeviceAuthorization.Approval(
                        account.id(),
                        account.notBefore(),
                        question.visitor().session().authenticatedAt());
        boolean allowed = devices.allow(database, question.code(), approval, clock.instant());
        if (allowed) {
            consents.add(database, account.id(), question.client(), question.scope());
        }
        return allowed;
    }

    /** Denies it to a device; returns false when its code leads nowhere. */
    boolean deny(UserCode code) {
        return transactions.run(database -> devices.deny(database, code, clock.instant()));
    }
}
