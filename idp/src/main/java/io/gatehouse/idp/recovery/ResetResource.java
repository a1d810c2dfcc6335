// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.oauth.page.PageLocale;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;

/** The endpoints by which somebody who is not signed in gets a new password. */
@Path("/authentication/password-reset")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ResetResource {

    private final AskForReset asking;
    private final ResetPassword resetting;

    /** The address of the account. */
    record ResetRequest(@NotNull(message = "is required") String email) {

        /** Omits it. */
        @Override
        public String toString() {
            return "ResetRequest[]";
        }
    }

    /** The token of a link, and the new password. */
    record Reset(
            @NotNull(message = "is required") String token,
            @NotNull(message = "is required") String newPassword) {

        /** Omits both. */
        @Override
        public String toString() {
            return "Reset[]";
        }
    }

    @Inject
    ResetResource(AskForReset asking, ResetPassword resetting) {
        this.asking = asking;
        this.resetting = resetting;
    }

    @POST
    public Response ask(ResetRequest request, @Context HttpHeaders headers) {
        asking.ask(request.email(), Source.of(headers), language(headers));
        return Response.accepted().build();
    }

    @POST
    @Path("/confirmation")
    public void reset(Reset reset, @Context HttpHeaders headers) {
        resetting.reset(reset.token(), reset.newPassword(), language(headers));
    }

    private static Locale language(HttpHeaders headers) {
        return PageLocale.of(headers, Optional.empty());
    }
}
