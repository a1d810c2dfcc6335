// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.metadata;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.server.FixedDocument;
import io.gatehouse.idp.IdpConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Serves the metadata of this issuer, the same under both names: each standard lets the members of
 * the other stand beside its own.
 */
@Path("/.well-known")
@PermitAll
@PeerAllowed({"gateway", "authz"})
@RequestScoped
public class MetadataResource {

    private static final String CACHE = "public, max-age=300";

    private final Metadata metadata;

    @Inject
    MetadataResource(IdpConfig config) {
        this.metadata = Metadata.of(config.site().issuer().toString());
    }

    @GET
    @Path("/oauth-authorization-server")
    public Response server() {
        return answer();
    }

    @GET
    @Path("/openid-configuration")
    public Response provider() {
        return answer();
    }

    private Response answer() {
        return FixedDocument.of(metadata.members(), MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }
}
