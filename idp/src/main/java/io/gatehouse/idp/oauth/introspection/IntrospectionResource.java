// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientAuthentication;
import io.gatehouse.idp.session.Session;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The introspection endpoint (RFC 7662), for clients that can prove who they are. Access tokens may
 * be shown to any of them, since the service that a token is sent to is not the client it is for;
 * refresh tokens are nobody else's business.
 */
@Path(Endpoints.INTROSPECT)
@PermitAll
@RequestScoped
public class IntrospectionResource {

    /** The claims that are shown as they are (RFC 7662 section 2.2); times are seconds there. */
    private static final List<String> SHOWN =
            List.of("scope", "client_id", "sub", "iss", "jti", "auth_time", "sid");

    private static final String ACTIVE = "active";

    private final ClientAuthentication clients;
    private final LiveTokens tokens;

    @Inject
    IntrospectionResource(ClientAuthentication clients, LiveTokens tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    @POST
    public Response introspect(byte[] body, @Context HttpHeaders headers) {
        Parameters form = Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        Client client = clients.authenticateConfidential(form, headers);
        return Response.ok(
                        describe(client, form.required("token")), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Map<String, Object> describe(Client client, String token) {
        return tokens.forAccount(token)
                .map(live -> {
                    Map<String, Object> answer = ofAccessToken(live.claims());
                    answer.put("username", live.account().username());
                    return answer;
                })
                .or(() -> tokens.forClient(token).map(IntrospectionResource::ofAccessToken))
                .or(() ->
                        tokens.refreshable(token)
                                .filter(it -> it.authorization().client().equals(client.id()))
                                .map(IntrospectionResource::ofRefreshToken))
                .orElse(Map.of(ACTIVE, false));
    }

    private static Map<String, Object> ofAccessToken(JWTClaimsSet claims) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(ACTIVE, true);
        answer.put("token_type", "Bearer");
        SHOWN.forEach(name ->
                Optional.ofNullable(claims.getClaim(name))
                        .ifPresent(value -> answer.put(name, value)));
        answer.put("aud", claims.getAudience().getFirst());
        answer.put("iat", claims.getIssueTime().toInstant().getEpochSecond());
        answer.put("exp", claims.getExpirationTime().toInstant().getEpochSecond());
        return answer;
    }

    private static Map<String, Object> ofRefreshToken(Session session) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(ACTIVE, true);
        answer.put("scope", session.authorization().scope());
        answer.put("client_id", session.authorization().client());
        answer.put("sub", session.account().toString());
        answer.put("sid", session.id().toString());
        return answer;
    }
}
