// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.userinfo;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.introspection.LiveTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The UserInfo endpoint. The gate forwards no scope, so the token itself comes here and is verified
 * by the service that has signed it.
 */
@Path(Endpoints.USERINFO)
@PermitAll
@RequestScoped
public class UserInfoResource {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");
    private static final String REALM = "gatehouse";
    private static final String CHALLENGE = "Bearer realm=\"" + REALM + "\"";

    private final LiveTokens tokens;

    @Inject
    UserInfoResource(LiveTokens tokens) {
        this.tokens = tokens;
    }

    @GET
    public Response get(@Context HttpHeaders headers) {
        return answer(headers);
    }

    /** The same; a token in the body is not taken (RFC 6750 section 2.2 leaves that open). */
    @POST
    public Response post(@Context HttpHeaders headers) {
        return answer(headers);
    }

    private Response answer(HttpHeaders headers) {
        LiveTokens.ForAccount live =
                tokens.forAccount(token(headers))
                        .orElseThrow(() -> refused(BearerTokenError.INVALID_TOKEN));
        String scope = String.valueOf(live.claims().getClaim("scope"));
        if (!Scope.parse(scope).contains("openid")) {
            throw refused(BearerTokenError.INSUFFICIENT_SCOPE);
        }
        return Response.ok(PersonClaims.of(live.account(), scope), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String token(HttpHeaders headers) {
        List<String> values =
                Optional.ofNullable(headers.getRequestHeader(HttpHeaders.AUTHORIZATION))
                        .orElse(List.of());
        if (values.isEmpty()) {
            // The header names no error where there was no token (RFC 6750 section 3.1).
            throw new OAuthException(BearerTokenError.INVALID_TOKEN, Optional.of(CHALLENGE));
        }
        Matcher bearer = BEARER.matcher(values.getFirst());
        if (values.size() > 1 || !bearer.matches()) {
            throw refused(BearerTokenError.INVALID_REQUEST);
        }
        return bearer.group(1);
    }

    private static OAuthException refused(BearerTokenError error) {
        return new OAuthException(
                error, Optional.of(error.setRealm(REALM).toWWWAuthenticateHeader()));
    }
}
