// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.authorize.ErrorRedirect;
import io.gatehouse.idp.oauth.authorize.IssueCode;
import io.gatehouse.idp.oauth.authorize.NextStep;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.browser.Visitors;
import io.gatehouse.idp.oauth.consent.Consents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/** Lets a person who is signed in allow or deny a client what it asks for. */
@ApplicationScoped
class DecideConsent {

    private final Visitors visitors;
    private final NextStep steps;
    private final IssueCode codes;
    private final Consents consents;
    private final Transactions transactions;

    @Inject
    DecideConsent(
            Visitors visitors,
            NextStep steps,
            IssueCode codes,
            Consents consents,
            Transactions transactions) {
        this.visitors = visitors;
        this.steps = steps;
        this.codes = codes;
        this.consents = consents;
        this.transactions = transactions;
    }

    /**
     * Who decides; empty when somebody has to sign in for the request first.
     *
     * @param cookie with the secret of the browser's session
     */
    Optional<Visitor> visitor(ConsentRequest asked, Optional<String> cookie) {
        return cookie.flatMap(secret ->
                transactions
                        .run(database -> visitors.find(database, secret))
                        .filter(visitor ->
                                steps.mayAsk(
                                        asked.request(), visitor.session(), secret, asked.tag())));
    }

    /**
     * Allows the client what it asks for. Empty when the form was used already, and its code as
     * well.
     *
     * @param form the id of the form that was sent: twice the same is one code
     * @return the redirect with the code
     */
    Optional<URI> allow(ConsentRequest asked, Visitor visitor, String form) {
        return transactions.run(database -> {
            Optional<URI> location =
                    codes.issueFor(database, asked.request(), visitor.session(), form);
            if (location.isPresent()) {
                consents.add(
                        database,
                        visitor.account().id(),
                        asked.request().client(),
                        asked.request().consentScope());
            }
            return location;
        });
    }

    /** The redirect that tells the client that it was denied; nothing is stored. */
    ErrorRedirect deny(ConsentRequest asked) {
        return codes.refused(asked.request(), OAuth2Error.ACCESS_DENIED);
    }
}
