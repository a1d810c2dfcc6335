// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.revocation;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientAuthentication;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The revocation endpoint (RFC 7009). */
@Path(Endpoints.REVOKE)
@PermitAll
@ApplicationScoped
public class RevocationResource {

    private final ClientAuthentication clients;
    private final RevokeToken revoking;

    @Inject
    RevocationResource(ClientAuthentication clients, RevokeToken revoking) {
        this.clients = clients;
        this.revoking = revoking;
    }

    @POST
    public Response revoke(byte[] body, @Context HttpHeaders headers) {
        Parameters form = Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        Client client = clients.authenticate(form, headers);
        revoking.revoke(client, form.required("token"));
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
