// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.par;

import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.authorize.PushedRequests;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientAuthentication;
import io.gatehouse.idp.oauth.dpop.KeyProofs;
import io.gatehouse.idp.oauth.dpop.TakesProofs;
import io.gatehouse.idp.oauth.resource.Audiences;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The endpoint for pushed authorization requests (RFC 9126 section 2). */
@Path(Endpoints.PUSH)
@PermitAll
@TakesProofs
@ApplicationScoped
public class PushResource {

    private final ClientAuthentication clients;
    private final PushedRequests requests;
    private final KeyProofs proofs;

    @Inject
    PushResource(ClientAuthentication clients, PushedRequests requests, KeyProofs proofs) {
        this.clients = clients;
        this.proofs = proofs;
        this.requests = requests;
    }

    @POST
    public Response push(byte[] body, @Context HttpHeaders headers) {
        Parameters form =
                Parameters.ofSingles(
                        body, Optional.ofNullable(headers.getMediaType()), Audiences.RESOURCE);
        Client client = clients.authenticate(form, headers);
        String uri =
                requests.push(
                        client,
                        form.without(ClientAuthentication.PARAMETERS),
                        proofs.of(headers, Endpoints.PUSH));
        return Response.status(Response.Status.CREATED)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new Pushed(uri, PushedRequests.LIFE.toSeconds()))
                .build();
    }
}
