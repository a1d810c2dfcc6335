// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.session.CallerSession;
import io.gatehouse.idp.session.EndSession;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The endpoint for signing out: ends the session of the caller's token, and that of the browser's
 * refresh cookie. The gate identifies a caller only while the token is valid, but a browser can
 * always sign out: a request from a page of ours clears the cookies, whatever they contain.
 */
@Path("/authentication/logout")
@PermitAll
@ApplicationScoped
public class LogoutResource {

    private final EndSession sessions;
    private final SessionCookies cookies;

    @Inject
    LogoutResource(EndSession sessions, SessionCookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @POST
    public void logout(@Context ContainerRequestContext request) {
        Optional<UUID> session = session(request);
        Optional<String> refreshToken = cookies.refreshToken(request);
        if (refreshToken.isPresent()) {
            cookies.demandSameOrigin(request);
        }
        boolean browser = cookies.isFromOwnPage(request);
        if (session.isEmpty() && !browser) {
            // Cookies stay as well: a form of another site could otherwise sign a visitor out.
            throw new ProblemException(
                    ProblemCode.TOKEN_MISSING, "There is nothing that could be signed out.");
        }
        session.ifPresent(sessions::end);
        refreshToken.ifPresent(sessions::endOf);
        if (browser) {
            cookies.clear(request);
        }
    }

    private static Optional<UUID> session(ContainerRequestContext request) {
        return Optional.ofNullable(request.getSecurityContext().getUserPrincipal())
                .map(JsonWebToken.class::cast)
                .map(caller -> CallerSession.of(caller).orElseThrow(LogoutResource::noSession));
    }

    private static ProblemException noSession() {
        return new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, "The header x-session-id is no session id.")
                .withError("x-session-id", "must be a session id");
    }
}
