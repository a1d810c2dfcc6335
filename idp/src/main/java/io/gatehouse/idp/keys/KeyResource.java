// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The endpoints by which administrators list, rotate and revoke signing keys. */
@Path("/admin/keys")
@RolesAllowed("admin")
@RequestScoped
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
    public Keys rotate() {
        keys.rotate();
        return list();
    }

    @POST
    @Path("/{kid:[A-Za-z0-9_-]{43}}/revoke")
    public void revoke(@PathParam("kid") String kid) {
        keys.revoke(kid);
    }
}
