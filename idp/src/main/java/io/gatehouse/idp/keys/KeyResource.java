// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The endpoints by which administrators list, rotate and revoke signing keys. */
@Path("/admin/keys")
@RolesAllowed("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class KeyResource {

    private final KeyControl keys;

    /** All keys, newest first. */
    record Keys(List<KeyInfo> items) {

        Keys {
            items = List.copyOf(items);
        }
    }

    @Inject
    KeyResource(KeyControl keys) {
        this.keys = keys;
    }

    @GET
    public Keys list() {
        return new Keys(keys.list());
    }

    @POST
    @Path("/rotate")
    public Keys rotate(@QueryParam("force") @DefaultValue("false") String force) {
        keys.rotate(forced(force));
        return list();
    }

    @POST
    @Path("/{kid:[A-Za-z0-9_-]{43}}/revoke")
    public void revoke(@PathParam("kid") String kid) {
        keys.revoke(kid);
    }

    private static boolean forced(String force) {
        return switch (force) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new ProblemException(
                                    ProblemCode.INVALID_PARAMETER,
                                    "The parameter 'force' is neither true nor false.")
                            .withError("force", "must be true or false");
        };
    }
}
