// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint by which callers read what happened to their own account. */
@Path("/accounts/me/events")
@RolesAllowed("**")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OwnEventsResource {

    private final EventRepository events;
    private final Transactions transactions;
    private final JsonWebToken caller;

    @Inject
    OwnEventsResource(EventRepository events, Transactions transactions, JsonWebToken caller) {
        this.events = events;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    public Page<ObjectNode> page(@Context UriInfo uri) {
        UUID account = UUID.fromString(caller.getSubject());
        EventQuery query = EventQuery.ofAccount(account, uri.getQueryParameters());
        return Page.of(
                transactions.read(database -> events.page(database, query)),
                query.page(),
                EventRow::place,
                row -> row.line(account));
    }
}
