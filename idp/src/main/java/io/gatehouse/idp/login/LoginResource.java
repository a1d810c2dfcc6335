// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.account.Username;
import io.gatehouse.idp.guessing.KnownDevices;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.session.EndSession;
import io.gatehouse.idp.session.SignedIn;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * The endpoint for signing in with user name, password and, where there is a second factor, its
 * code; browsers get the tokens as cookies.
 */
@Path("/authentication/login")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LoginResource {

    private final SignIn signIn;
    private final EndSession sessions;
    private final TokenAnswer answers;
    private final SessionCookies cookies;
    private final KnownDevices devices;
    private final IdpMetrics metrics;

    /** Accepts any text: an impossible value is refused in the same way as a wrong one. */
    record LoginRequest(
            @NotNull(message = "is required") String username,
            @NotNull(message = "is required") String password,
            Optional<String> code,
            Optional<@Pattern(regexp = "cookie", message = "can only be 'cookie'") String>
                    session) {

        /** Omits all of it. */
        @Override
        public String toString() {
            return "LoginRequest[]";
        }
    }

    @Inject
    LoginResource(
            SignIn signIn,
            EndSession sessions,
            TokenAnswer answers,
            SessionCookies cookies,
            KnownDevices devices,
            IdpMetrics metrics) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.answers = answers;
        this.cookies = cookies;
        this.devices = devices;
        this.metrics = metrics;
    }

    @POST
    public Response login(
            LoginRequest request,
            @Context ContainerRequestContext http,
            @Context HttpHeaders headers) {
        Source source = Source.of(headers);
        boolean browser = request.session().isPresent();
        if (browser) {
            // Otherwise another site could sign a visitor in to an account of its own.
            cookies.demandSameOrigin(http);
        }
        SignedIn tokens = signIn(request, source);
        metrics.login(IdpMetrics.Login.SUCCESS);
        metrics.issued("login");
        if (!browser) {
            return answers.inBody(tokens);
        }
        // The response replaces the cookie, after which nobody could end the old session.
        cookies.refreshToken(http).ifPresent(sessions::endOf);
        String name = Username.parse(request.username()).orElseThrow().text();
        return answers.inCookies(tokens, devices.remember(source, name));
    }

    private SignedIn signIn(LoginRequest request, Source source) {
        try {
            return signIn.signIn(request.username(), request.password(), request.code(), source);
        } catch (ProblemException e) {
            outcome(e.code()).ifPresent(metrics::login);
            throw e;
        }
    }

    // One to which the code is missing has not ended yet.
    private static Optional<IdpMetrics.Login> outcome(ProblemCode code) {
        return Optional.ofNullable(
                switch (code) {
                    case CREDENTIALS_INVALID, SECOND_FACTOR_INVALID -> IdpMetrics.Login.REFUSED;
                    case TOO_MANY_REQUESTS -> IdpMetrics.Login.BUSY;
                    default -> null;
                });
    }
}
