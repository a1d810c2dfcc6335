// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Ends the caller's session. */
@Path("/authentication/logout")
@RolesAllowed("**")
@ApplicationScoped
public class LogoutResource {

    private final EndSession sessions;
    private final SessionCookies cookies;
    private final JsonWebToken caller;

    @Inject
    public LogoutResource(EndSession sessions, SessionCookies cookies, JsonWebToken caller) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    public Response logout(@Context HttpHeaders headers) {
        boolean browser = cookies.refreshToken(headers).isPresent();
        if (browser) {
            cookies.demandSameOrigin(headers);
        }
        sessions.end(session());
        Response.ResponseBuilder answer = Response.noContent();
        if (browser) {
            cookies.clear().forEach(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie));
        }
        return answer.build();
    }

    private UUID session() {
        Optional<String> sid = Optional.ofNullable(caller.<String>getClaim("sid"));
        try {
            return sid.map(UUID::fromString).orElseThrow(LogoutResource::noSession);
        } catch (IllegalArgumentException e) {
            throw noSession();
        }
    }

    private static ProblemException noSession() {
        return new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, "The header x-session-id is no session id.")
                .withError("x-session-id", "must be a session id");
    }
}
