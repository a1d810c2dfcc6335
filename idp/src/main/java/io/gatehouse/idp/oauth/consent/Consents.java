// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.idp.oauth.client.Client;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The consents of people to clients that are not the operator's own, in the caller's transaction.
 * Those of the operator need none.
 */
@ApplicationScoped
public class Consents {

    private final ConsentRepository consents;
    private final Clock clock;

    @Inject
    Consents(ConsentRepository consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
    }

    /** Whether a client may have a scope without another word of the person. */
    public boolean cover(StatelessSession database, UUID account, Client client, String scope) {
        return client.firstParty()
                || consents.find(database, account, client.id())
                        .filter(consent -> consent.covers(scope))
                        .isPresent();
    }

    /** Whether a client may act for the person at all; not, once the consent was withdrawn. */
    public boolean admit(StatelessSession database, UUID account, Client client) {
        return cover(database, account, client, "");
    }

    /** Remembers that the person has allowed a scope, beside what was allowed before. */
    public void add(StatelessSession database, UUID account, Client client, String scope) {
        if (client.firstParty()) {
            return;
        }
        Optional<Consent> before = consents.find(database, account, client.id());
        TreeSet<String> all = new TreeSet<>(Scope.parse(scope).toStringList());
        before.ifPresent(consent -> all.addAll(Scope.parse(consent.scope()).toStringList()));
        consents.put(database, account, client.id(), String.join(" ", all), clock.instant());
    }
}
