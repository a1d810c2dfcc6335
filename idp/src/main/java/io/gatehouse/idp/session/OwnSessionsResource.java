// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
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

/** The endpoints by which callers see where they are signed in, and end that. */
@Path("/accounts/me/sessions")
@RolesAllowed("**")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OwnSessionsResource {

    private final AccountSessions sessions;
    private final JsonWebToken caller;

    @Inject
    OwnSessionsResource(AccountSessions sessions, JsonWebToken caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    public Page<OpenSession> page(@Context UriInfo uri) {
        return sessions.page(account(), CallerSession.of(caller), uri.getQueryParameters());
    }

    /** Ends all but the caller's own. */
    @DELETE
    public void endOthers() {
        UUID kept =
                CallerSession.of(caller)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.FORBIDDEN, "Only a session does this."));
        sessions.endOthers(account(), kept);
    }

    @DELETE
    @Path("/{id}")
    public void end(@PathParam("id") String id) {
        sessions.end(account(), PathId.parse(id));
    }

    private UUID account() {
        return UUID.fromString(caller.getSubject());
    }
}
