// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.userinfo;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.oauth2.sdk.token.DPoPTokenError;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.oauth.BearerToken;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.dpop.KeyProofs;
import io.gatehouse.idp.oauth.dpop.TakesProofs;
import io.gatehouse.idp.oauth.introspection.LiveTokens;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The UserInfo endpoint. The gate forwards no scope, so the token itself comes here and is verified
 * by the service that has signed it.
 */
@Path(Endpoints.USERINFO)
@PermitAll
@TakesProofs
@ApplicationScoped
public class UserInfoResource {

    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i:(?<bearer>bearer)|dpop) +(?<token>[A-Za-z0-9._~+/-]+=*)");
    private static final String REALM = "gatehouse";

    private final LiveTokens tokens;
    private final KeyProofs proofs;

    /** A token, and whether its scheme asks for a proof. */
    private record Presented(String token, boolean withProof) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Presented[" + withProof + "]";
        }
    }

    @Inject
    UserInfoResource(LiveTokens tokens, KeyProofs proofs) {
        this.tokens = tokens;
        this.proofs = proofs;
    }

    @GET
    public Response get(@Context HttpHeaders headers, @Context Request request) {
        return answer(headers, request);
    }

    /** The same; a token in the body is not taken (RFC 6750 section 2.2 leaves that open). */
    @POST
    public Response post(@Context HttpHeaders headers, @Context Request request) {
        return answer(headers, request);
    }

    private Response answer(HttpHeaders headers, Request request) {
        Presented presented = presented(headers);
        LiveTokens.ForAccount live =
                tokens.forAccount(presented.token())
                        .orElseThrow(() ->
                                refused(
                                        presented,
                                        BearerTokenError.INVALID_TOKEN,
                                        DPoPTokenError.INVALID_TOKEN));
        demandKey(AccessTokens.keyOf(live.claims()), presented, headers, request.getMethod());
        String scope = String.valueOf(live.claims().getClaim("scope"));
        if (!Scope.parse(scope).contains("openid")) {
            throw refused(
                    presented,
                    BearerTokenError.INSUFFICIENT_SCOPE,
                    DPoPTokenError.INSUFFICIENT_SCOPE);
        }
        Map<String, Object> claims = PersonClaims.of(live.account(), scope, live.extra());
        return Response.ok(claims, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    // A token that is bound to none is refused first, or anybody could send new proofs with it.
    private void demandKey(
            Optional<String> bound, Presented presented, HttpHeaders headers, String method) {
        boolean fits =
                bound.map(key ->
                                presented.withProof()
                                        && key.equals(prove(headers, method, presented.token())))
                        .orElse(!presented.withProof());
        if (!fits) {
            throw refused(DPoPTokenError.INVALID_TOKEN);
        }
    }

    private String prove(HttpHeaders headers, String method, String token) {
        try {
            return proofs.prove(
                    headers,
                    new ProofRules.Request(method, Endpoints.USERINFO, Optional.of(token)));
        } catch (OAuthException e) {
            throw switch (e.error().getCode()) {
                case OAuth2Error.INVALID_DPOP_PROOF_CODE ->
                        refused(DPoPTokenError.INVALID_DPOP_PROOF);
                case OAuth2Error.USE_DPOP_NONCE_CODE -> refused(DPoPTokenError.USE_DPOP_NONCE);
                default -> e;
            };
        }
    }

    private static Presented presented(HttpHeaders headers) {
        Matcher credential = CREDENTIAL.matcher(BearerToken.credentials(headers));
        if (!credential.matches()) {
            throw BearerToken.refused(BearerTokenError.INVALID_REQUEST);
        }
        return new Presented(credential.group("token"), credential.group("bearer") == null);
    }

    private static OAuthException refused(
            Presented presented, BearerTokenError bearer, DPoPTokenError dpop) {
        return presented.withProof() ? refused(dpop) : BearerToken.refused(bearer);
    }

    private static OAuthException refused(DPoPTokenError error) {
        return new OAuthException(
                error,
                Optional.of(
                        error.setRealm(REALM)
                                .setJWSAlgorithms(new LinkedHashSet<>(Offered.PROOF_ALGORITHMS))
                                .toWWWAuthenticateHeader()));
    }
}
