// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.HostCookie;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the cookies of a browser's session: two that no script can read and no other
 * host can set (RFC 6265bis, {@code __Host-}), used only by pages of our own origins.
 */
@ApplicationScoped
@Provider
public class SessionCookies implements ContainerResponseFilter {

    static final String ACCESS = "__Host-gatehouse";
    static final String REFRESH = "__Host-gatehouse-refresh";

    private static final String CLEAR = "io.gatehouse.idp.clear-cookies";

    private final SameOrigin origin;
    private final Duration refreshAge;

    @Inject
    SessionCookies(IdpConfig config) {
        this.origin = new SameOrigin(config.site().allowedOrigins());
        this.refreshAge = config.sessions().idle();
    }

    /** The refresh token in the cookie; empty for clients that keep tokens themselves. */
    Optional<String> refreshToken(ContainerRequestContext request) {
        return Optional.ofNullable(request.getCookies().get(REFRESH))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    /** Whether a browser sent the request from a page of our own origins. */
    boolean isFromOwnPage(ContainerRequestContext request) {
        Optional<String> from = Optional.ofNullable(request.getHeaderString("origin"));
        Optional<String> site = Optional.ofNullable(request.getHeaderString("sec-fetch-site"));
        return origin.admits(from, site);
    }

    /** Refuses a request from any other page, with the problem {@code cross_site}. */
    void demandSameOrigin(ContainerRequestContext request) {
        if (!isFromOwnPage(request)) {
            throw new ProblemException(
                    ProblemCode.CROSS_SITE, "Cookies are accepted from pages of this site only.");
        }
    }

    List<String> set(SignedIn tokens) {
        return List.of(
                HostCookie.lasting(ACCESS, tokens.accessToken(), tokens.expiresIn()),
                HostCookie.lasting(REFRESH, tokens.refreshToken(), refreshAge));
    }

    /** Makes the response to this request, whatever it is, remove both cookies. */
    void clear(ContainerRequestContext request) {
        request.setProperty(CLEAR, true);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(CLEAR) != null) {
            cleared().forEach(cookie -> response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie));
        }
    }

    private static List<String> cleared() {
        return List.of(
                HostCookie.lasting(ACCESS, "", Duration.ZERO),
                HostCookie.lasting(REFRESH, "", Duration.ZERO));
    }
}
