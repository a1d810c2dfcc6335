// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientAuthentication;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.session.Session;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
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
 * The introspection endpoint (RFC 7662), for clients that can prove who they are. An access token
 * is shown to the client that holds it and to the service that it is for: one for the gate to any
 * of the operator's, since whoever verifies those has no name of its own. Refresh tokens are nobody
 * else's business.
 */
@Path(Endpoints.INTROSPECT)
@PermitAll
@ApplicationScoped
public class IntrospectionResource {

    /** The claims that are shown as they are (RFC 7662 section 2.2); times are seconds there. */
    private static final List<String> SHOWN =
            List.of(
                    "scope",
                    "client_id",
                    "sub",
                    "iss",
                    "jti",
                    "auth_time",
                    "acr",
                    "amr",
                    "sid",
                    "act",
                    "cnf");

    private static final String ACTIVE = "active";

    private final ClientAuthentication clients;
    private final LiveTokens tokens;
    private final SignedIntrospection signing;

    @Inject
    IntrospectionResource(
            ClientAuthentication clients, LiveTokens tokens, SignedIntrospection signing) {
        this.clients = clients;
        this.tokens = tokens;
        this.signing = signing;
    }

    @POST
    public Response introspect(byte[] body, @Context HttpHeaders headers) {
        Parameters form = Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        Client client = clients.authenticateConfidential(form, headers);
        Map<String, Object> answer = describe(client, form.required("token"));
        Response.ResponseBuilder response =
                SignedIntrospection.isWanted(headers.getAcceptableMediaTypes())
                        ? Response.ok(signing.sign(client, answer), SignedIntrospection.MEDIA_TYPE)
                        : Response.ok(answer, MediaType.APPLICATION_JSON_TYPE);
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private Map<String, Object> describe(Client client, String token) {
        return tokens.forAccountAnywhere(token)
                .filter(live -> mayBeShown(client, live.claims()))
                .map(live -> {
                    Map<String, Object> answer = ofAccessToken(live.claims());
                    if (mayKnowName(client, live.claims())) {
                        answer.put("username", live.account().username());
                    }
                    return answer;
                })
                .or(() ->
                        tokens.forClient(token)
                                .filter(claims -> mayBeShown(client, claims))
                                .map(IntrospectionResource::ofAccessToken))
                .or(() ->
                        tokens.refreshable(token)
                                .filter(it -> it.authorization().client().equals(client.id()))
                                .map(IntrospectionResource::ofRefreshToken))
                .orElse(Map.of(ACTIVE, false));
    }

    // The name is of the scope profile, which the person may not have allowed.
    private static boolean mayKnowName(Client client, JWTClaimsSet claims) {
        return client.firstParty()
                || Scope.parse(String.valueOf(claims.getClaim("scope"))).contains("profile");
    }

    // What stands in a person's token is none of the business of somebody else's client.
    private static boolean mayBeShown(Client client, JWTClaimsSet claims) {
        String audience = claims.getAudience().getFirst();
        return (client.firstParty() && audience.equals(AccessTokens.AUDIENCE))
                || client.id().equals(claims.getClaim("client_id"))
                || client.services().own().contains(audience);
    }

    private static Map<String, Object> ofAccessToken(JWTClaimsSet claims) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(ACTIVE, true);
        answer.put("token_type", new ProvedKey(AccessTokens.keyOf(claims)).tokenType());
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
        session.authorization().key().ifPresent(key -> answer.put("cnf", Map.of("jkt", key)));
        return answer;
    }
}
