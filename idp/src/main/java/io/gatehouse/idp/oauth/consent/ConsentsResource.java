// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.client.Client;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints by which callers see what they have allowed clients, and withdraw it. */
@Path("/accounts/consents")
@RolesAllowed("**")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConsentsResource {

    private final ConsentRepository consents;
    private final WithdrawConsent withdrawing;
    private final Transactions transactions;
    private final JsonWebToken caller;

    @Inject
    ConsentsResource(
            ConsentRepository consents,
            WithdrawConsent withdrawing,
            Transactions transactions,
            JsonWebToken caller) {
        this.consents = consents;
        this.withdrawing = withdrawing;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    public Page<Consent.View> page(@Context UriInfo uri) {
        PageQuery query = PageQuery.of(uri.getQueryParameters());
        return Page.of(
                transactions.read(database -> consents.page(database, account(), query)),
                query,
                Consent::place,
                Consent::view);
    }

    /** The same answer whether or not there was a consent, so that it can be sent again. */
    @DELETE
    @Path("/{client}")
    public void withdraw(@PathParam("client") String client) {
        // Not the sign-in of Gatehouse itself: its sessions end by signing out.
        if (!Client.isId(client)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such client.");
        }
        withdrawing.withdraw(account(), client);
    }

    private UUID account() {
        return UUID.fromString(caller.getSubject());
    }
}
