// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

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

/** The endpoints by which administrators list and revoke the API keys of an account. */
@Path("/admin/users/{id}/keys")
@RolesAllowed("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserApiKeyResource {

    private final AccountKeys keys;

    @Inject
    UserApiKeyResource(AccountKeys keys) {
        this.keys = keys;
    }

    @GET
    public Page<KeyInfo> page(@PathParam("id") String id, @Context UriInfo uri) {
        return keys.page(PathId.parse(id), uri.getQueryParameters());
    }

    @DELETE
    @Path("/{key}")
    public void revoke(@PathParam("id") String id, @PathParam("key") String key) {
        keys.revoke(PathId.parse(id), PathId.parse(key));
    }
}
