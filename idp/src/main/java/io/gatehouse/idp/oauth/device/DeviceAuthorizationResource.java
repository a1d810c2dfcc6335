// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientAuthentication;
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

/** The device authorization endpoint (RFC 8628 section 3.1). */
@Path(Endpoints.DEVICE_AUTHORIZATION)
@PermitAll
@ApplicationScoped
public class DeviceAuthorizationResource {

    private final ClientAuthentication clients;
    private final Audiences audiences;
    private final BeginAuthorization beginning;

    @Inject
    DeviceAuthorizationResource(
            ClientAuthentication clients, Audiences audiences, BeginAuthorization beginning) {
        this.clients = clients;
        this.audiences = audiences;
        this.beginning = beginning;
    }

    @POST
    public Response begin(byte[] body, @Context HttpHeaders headers) {
        Parameters form =
                Parameters.ofSingles(
                        body, Optional.ofNullable(headers.getMediaType()), Audiences.RESOURCE);
        Client client = clients.authenticate(form, headers);
        if (!client.may(GrantType.DEVICE_CODE)) {
            throw new OAuthException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        String scope = client.allowed(form.get("scope").orElse(""));
        if (scope.isEmpty()) {
            throw new OAuthException(OAuth2Error.INVALID_SCOPE);
        }
        return Response.ok(
                        beginning.begin(client.id(), scope, audiences.asked(client, form)),
                        MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
