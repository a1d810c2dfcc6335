// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.metadata;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.request.Polled;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/**
 * Serves the metadata of this issuer, the same under both names: each standard lets the members of
 * the other stand beside its own.
 */
@Path("/.well-known")
@PermitAll
@PeerAllowed({"gateway", "authz"})
@Polled
@ApplicationScoped
public class MetadataResource {

    private static final String CACHE = "public, max-age=300";

    private final MetadataDocument metadata;

    @Inject
    MetadataResource(MetadataDocument metadata) {
        this.metadata = metadata;
    }

    @GET
    @Path("/oauth-authorization-server")
    public Response server(@Context Request request) {
        return answer(request);
    }

    @GET
    @Path("/openid-configuration")
    public Response provider(@Context Request request) {
        return answer(request);
    }

    private Response answer(Request request) {
        return metadata.answer(request).header(HttpHeaders.CACHE_CONTROL, CACHE).build();
    }
}
