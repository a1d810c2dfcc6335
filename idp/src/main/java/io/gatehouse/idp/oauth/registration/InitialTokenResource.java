// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The endpoints by which administrators let programs register themselves as clients, see which
 * tokens are out, and withdraw one.
 */
@Path("/admin/initial-access-tokens")
@RolesAllowed("admin")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InitialTokenResource {

    private static final int ONE = 1;
    private static final int HOUR = 3_600;

    private final InitialTokens tokens;
    private final JsonWebToken caller;

    /**
     * What a token is good for.
     *
     * @param uses how many clients it registers, 1 to 1000; one where nothing is said
     * @param expiresIn seconds, 60 to a week; an hour where nothing is said
     */
    record Wanted(
            @Min(value = 1, message = "must be 1 to 1000")
                    @Max(value = 1_000, message = "must be 1 to 1000")
                    Integer uses,
            @Min(value = 60, message = "must be 60 to 604800")
                    @Max(value = 604_800, message = "must be 60 to 604800")
                    Integer expiresIn) {}

    @Inject
    InitialTokenResource(InitialTokens tokens, JsonWebToken caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    @GET
    public Page<InitialToken> page(@Context UriInfo uri) {
        return tokens.page(uri.getQueryParameters());
    }

    @POST
    public Response make(Wanted wanted) {
        InitialTokens.Made made =
                tokens.make(
                        UUID.fromString(caller.getSubject()),
                        Optional.ofNullable(wanted.uses()).orElse(ONE),
                        Duration.ofSeconds(Optional.ofNullable(wanted.expiresIn()).orElse(HOUR)));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(made)
                .build();
    }

    @DELETE
    @Path("/{id}")
    public void withdraw(@PathParam("id") String id) {
        tokens.withdraw(PathId.parse(id));
    }
}
