// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.MemberReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.idp.oauth.BearerToken;
import io.gatehouse.idp.oauth.Endpoints;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The client registration endpoint (RFC 7591 section 3), and the configuration endpoint of each
 * client (RFC 7592 section 2). A client that is not there any more and a wrong token look alike.
 */
@Path(Endpoints.REGISTER)
@PermitAll
@ApplicationScoped
public class ClientRegistrationResource {

    private final RegisterClient registering;
    private final RemoveClient removing;
    private final ClientInformation information;

    @Inject
    ClientRegistrationResource(
            RegisterClient registering, RemoveClient removing, ClientInformation information) {
        this.registering = registering;
        this.removing = removing;
        this.information = information;
    }

    @POST
    public Response register(byte[] body, @Context HttpHeaders headers) {
        String token = BearerToken.of(headers);
        registering.demandInitial(token);
        return answer(201, information.of(registering.register(token, document(body, headers))));
    }

    @GET
    @Path("/{client}")
    public Response read(@PathParam("client") String client, @Context HttpHeaders headers) {
        String token = BearerToken.of(headers);
        return answer(200, information.of(registering.find(client, token), token));
    }

    @PUT
    @Path("/{client}")
    public Response update(
            @PathParam("client") String client, byte[] body, @Context HttpHeaders headers) {
        String token = BearerToken.of(headers);
        registering.find(client, token);
        return answer(
                200, information.of(registering.update(client, token, document(body, headers))));
    }

    @DELETE
    @Path("/{client}")
    public Response remove(@PathParam("client") String client, @Context HttpHeaders headers) {
        removing.remove(client, BearerToken.of(headers));
        return Response.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static JsonNode document(byte[] body, HttpHeaders headers) {
        boolean json =
                Optional.ofNullable(headers.getMediaType())
                        .filter(MediaType.APPLICATION_JSON_TYPE::isCompatible)
                        .isPresent();
        if (!json) {
            throw invalid("The body must be application/json");
        }
        try {
            return Json.mapper().readValue(body, JsonNode.class);
        } catch (IOException e) {
            // The cause quotes the body, which may hold a secret.
            throw invalid("The body must be a JSON object");
        }
    }

    private static Response answer(int status, Map<String, Object> members) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(members)
                .build();
    }
}
