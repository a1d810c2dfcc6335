// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
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
import java.util.Optional;
import java.util.UUID;

/** The endpoints by which administrators see where an account is signed in, and end that. */
@Path("/admin/users/{id}/sessions")
@RolesAllowed("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserSessionsResource {

    private final AccountSessions sessions;

    @Inject
    UserSessionsResource(AccountSessions sessions) {
        this.sessions = sessions;
    }

    @GET
    public Page<OpenSession> page(@PathParam("id") String id, @Context UriInfo uri) {
        UUID account = PathId.parse(id);
        sessions.demandAccount(account);
        return sessions.page(account, Optional.empty(), uri.getQueryParameters());
    }

    /** Ends all of them. */
    @DELETE
    public void end(@PathParam("id") String id) {
        sessions.endAll(PathId.parse(id));
    }
}
