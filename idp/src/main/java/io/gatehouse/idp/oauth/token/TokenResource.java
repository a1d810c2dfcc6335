// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientAuthentication;
import io.gatehouse.idp.oauth.dpop.KeyProofs;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.dpop.TakesProofs;
import io.gatehouse.idp.oauth.resource.Audiences;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The token endpoint (RFC 6749 section 3.2). */
@Path(Endpoints.TOKEN)
@PermitAll
@TakesProofs
@ApplicationScoped
public class TokenResource {

    private final ClientAuthentication clients;
    private final Instance<Grant> grants;
    private final KeyProofs proofs;

    @Inject
    TokenResource(ClientAuthentication clients, @Any Instance<Grant> grants, KeyProofs proofs) {
        this.clients = clients;
        this.proofs = proofs;
        this.grants = grants;
    }

    @POST
    public Response token(byte[] body, @Context HttpHeaders headers) {
        Parameters form =
                Parameters.ofSingles(
                        body,
                        Optional.ofNullable(headers.getMediaType()),
                        Audiences.RESOURCE,
                        Audiences.AUDIENCE);
        Client client = clients.authenticate(form, headers);
        String type = form.required("grant_type");
        Grant grant =
                grants.stream()
                        .filter(offered -> offered.type().getValue().equals(type))
                        .findFirst()
                        .orElseThrow(() -> new OAuthException(OAuth2Error.UNSUPPORTED_GRANT_TYPE));
        if (!client.may(grant.type())) {
            throw new OAuthException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        ProvedKey key = proofs.of(headers, Endpoints.TOKEN);
        if (client.mustProveKey() && key.thumbprint().isEmpty()) {
            throw KeyProofs.refused("This client must prove a key");
        }
        return Response.ok(grant.exchange(client, form, key), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
