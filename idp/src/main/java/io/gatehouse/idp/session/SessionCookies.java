// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import io.gatehouse.common.web.SameOrigin;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The session of a browser: two cookies that no script can read and no other host can set (RFC
 * 6265bis, {@code __Host-}), used only by pages of our own origins.
 */
@ApplicationScoped
public class SessionCookies {

    static final String ACCESS = "__Host-gatehouse";
    static final String REFRESH = "__Host-gatehouse-refresh";

    private final SameOrigin origin;
    private final Duration refreshAge;

    @Inject
    public SessionCookies(IdpConfig config) {
        this.origin = new SameOrigin(config.site().allowedOrigins());
        this.refreshAge = config.sessions().idle();
    }

    /** The refresh token the browser holds; empty for clients that keep tokens themselves. */
    Optional<String> refreshToken(HttpHeaders headers) {
        return Optional.ofNullable(headers.getCookies().get(REFRESH))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }

    /** Refuses what a page of another site made the browser send. */
    void demandSameOrigin(HttpHeaders headers) {
        Optional<String> from = Optional.ofNullable(headers.getHeaderString("origin"));
        Optional<String> site = Optional.ofNullable(headers.getHeaderString("sec-fetch-site"));
        if (!origin.admits(from, site)) {
            throw new ProblemException(
                    ProblemCode.CROSS_SITE, "Cookies are accepted from pages of this site only.");
        }
    }

    List<String> set(SignedIn tokens) {
        return List.of(
                cookie(ACCESS, tokens.accessToken(), tokens.expiresIn()),
                cookie(REFRESH, tokens.refreshToken(), refreshAge));
    }

    List<String> clear() {
        return List.of(cookie(ACCESS, "", Duration.ZERO), cookie(REFRESH, "", Duration.ZERO));
    }

    private static String cookie(String name, String value, Duration age) {
        return "%s=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Lax"
                .formatted(name, value, age.toSeconds());
    }
}
