// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.idp.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Creates responses with tokens: in the body (RFC 6749 5.1), or as cookies. */
@ApplicationScoped
class TokenAnswer {

    private final SessionCookies cookies;

    private record Body(
            @JsonProperty("access_token") Optional<String> accessToken,
            @JsonProperty("token_type") Optional<String> tokenType,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("refresh_token") Optional<String> refreshToken) {}

    @Inject
    TokenAnswer(SessionCookies cookies) {
        this.cookies = cookies;
    }

    Response inBody(SignedIn tokens) {
        return answer(
                        new Body(
                                Optional.of(tokens.accessToken()),
                                Optional.of("Bearer"),
                                tokens.expiresIn().toSeconds(),
                                Optional.of(tokens.refreshToken())))
                .build();
    }

    /**
     * The response to a browser.
     *
     * @param others cookies that it gets beside those of its tokens
     */
    Response inCookies(SignedIn tokens, String... others) {
        Body body =
                new Body(
                        Optional.empty(),
                        Optional.empty(),
                        tokens.expiresIn().toSeconds(),
                        Optional.empty());
        Response.ResponseBuilder answer = answer(body);
        cookies.set(tokens).forEach(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie));
        for (String cookie : others) {
            answer.header(HttpHeaders.SET_COOKIE, cookie);
        }
        return answer.build();
    }

    private static Response.ResponseBuilder answer(Body body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
