// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.verification;

import io.gatehouse.idp.factor.OwnerProof;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.oauth.page.PageLocale;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints by which callers change and verify their own address. */
@Path("/accounts/me/email")
@RolesAllowed("**")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class EmailResource {

    private final AskForVerification asking;
    private final JsonWebToken caller;

    /** The current password, the new address and, once the account has a factor, a code. */
    record EmailChange(
            @NotNull(message = "is required") String currentPassword,
            @NotNull(message = "is required") String email,
            Optional<String> code) {

        OwnerProof owner() {
            return new OwnerProof(currentPassword, code);
        }

        /** Omits all. */
        @Override
        public String toString() {
            return "EmailChange[]";
        }
    }

    @Inject
    EmailResource(AskForVerification asking, JsonWebToken caller) {
        this.asking = asking;
        this.caller = caller;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(EmailChange change, @Context HttpHeaders headers) {
        asking.change(id(), change.owner(), change.email(), Source.of(headers), language(headers));
        return Response.accepted().build();
    }

    @POST
    @Path("/verification")
    public Response again(@Context HttpHeaders headers) {
        asking.again(id(), language(headers));
        return Response.accepted().build();
    }

    private UUID id() {
        return UUID.fromString(caller.getSubject());
    }

    private static Locale language(HttpHeaders headers) {
        return PageLocale.of(headers, Optional.empty());
    }
}
