// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.session.RefreshSession;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.session.SignedIn;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;

/** The endpoint that exchanges a refresh token, from the body or the cookie, for new tokens. */
@Path("/authentication/refresh")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RefreshResource {

    private final RefreshSession refreshing;
    private final Sessions sessions;
    private final TokenAnswer answers;
    private final SessionCookies cookies;
    private final IdpMetrics metrics;

    private record RefreshRequest(@JsonProperty("refresh_token") Optional<String> refreshToken) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "RefreshRequest[]";
        }
    }

    @Inject
    RefreshResource(
            RefreshSession refreshing,
            Sessions sessions,
            TokenAnswer answers,
            SessionCookies cookies,
            IdpMetrics metrics) {
        this.refreshing = refreshing;
        this.sessions = sessions;
        this.answers = answers;
        this.cookies = cookies;
        this.metrics = metrics;
    }

    /** Reads the body as bytes, because a browser sends none. */
    @POST
    public Response refresh(byte[] body, @Context ContainerRequestContext request) {
        Optional<String> inBody = body.length == 0 ? Optional.empty() : read(body);
        Optional<String> inCookie = cookies.refreshToken(request);
        if (inBody.isPresent() && inCookie.isPresent()) {
            throw new ProblemException(
                    ProblemCode.TWO_CREDENTIALS,
                    "Send the refresh token in the body or as a cookie, not both.");
        }
        if (inCookie.isPresent()) {
            cookies.demandSameOrigin(request);
        }
        return inCookie.isPresent()
                ? answers.inCookies(refresh(inCookie.get(), request))
                : answers.inBody(refresh(inBody));
    }

    private SignedIn refresh(String inCookie, ContainerRequestContext request) {
        try {
            return refresh(Optional.of(inCookie));
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.REFRESH_TOKEN_INVALID) {
                cookies.clear(request);
            }
            throw e;
        }
    }

    private static Optional<String> read(byte[] body) {
        try {
            return Optional.ofNullable(Json.mapper().readValue(body, RefreshRequest.class))
                    .flatMap(RefreshRequest::refreshToken);
        } catch (IOException e) {
            throw new ProblemException(
                            ProblemCode.MALFORMED_REQUEST,
                            "The body is not the JSON document expected here.",
                            e)
                    .withError("refresh_token", "must be a text, and the only field");
        }
    }

    private SignedIn refresh(Optional<String> token) {
        String presented =
                token.orElseThrow(() ->
                        new ProblemException(
                                ProblemCode.REFRESH_TOKEN_INVALID, "There is no refresh token."));
        SignedIn tokens = sessions.tokens(refreshing.refresh(presented));
        metrics.issued("refresh");
        return tokens;
    }
}
