// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.client.StoredClient;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints by which administrators list, read, register and remove clients. These have the
 * form of the standards here as well; errors are problems.
 */
@Path("/admin/clients")
@RolesAllowed("admin")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ClientAdminResource {

    private final ListClients listing;
    private final RegisterClient registering;
    private final RemoveClient removing;
    private final ClientInformation information;

    @Inject
    ClientAdminResource(
            ListClients listing,
            RegisterClient registering,
            RemoveClient removing,
            ClientInformation information) {
        this.listing = listing;
        this.registering = registering;
        this.removing = removing;
        this.information = information;
    }

    @GET
    public Page<Map<String, Object>> page(@Context UriInfo uri) {
        Page<StoredClient> page = listing.page(uri.getQueryParameters());
        return new Page<>(page.items().stream().map(information::of).toList(), page.next());
    }

    @POST
    public Response register(JsonNode document) {
        try {
            return Response.status(Response.Status.CREATED)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(information.of(registering.registerForAdmin(document)))
                    .build();
        } catch (OAuthException e) {
            String rule =
                    Optional.ofNullable(e.error().getDescription()).orElse(e.error().getCode());
            throw new ProblemException(ProblemCode.RULE_BROKEN, rule + ".", e);
        }
    }

    @GET
    @Path("/{client}")
    public Map<String, Object> client(@PathParam("client") String client) {
        return information.of(listing.client(client));
    }

    @DELETE
    @Path("/{client}")
    public void remove(@PathParam("client") String client) {
        removing.removeForAdmin(client);
    }
}
