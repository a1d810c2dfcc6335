// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.registration;

import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Roles;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The endpoint by which a customer registers. */
@Path("/authentication/registration")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {

    private final RegisterAccount registration;

    /** The input of a new customer. */
    record RegistrationRequest(
            @NotNull(message = "is required") String username,
            @NotNull(message = "is required") String email,
            @NotNull(message = "is required") String password) {

        /** Omits the password and the e-mail address. */
        @Override
        public String toString() {
            return "RegistrationRequest[]";
        }
    }

    /** The stored account, with normalised names. */
    record Registered(UUID id, String username, String email, List<String> roles) {}

    @Inject
    RegistrationResource(RegisterAccount registration) {
        this.registration = registration;
    }

    @POST
    public Response register(RegistrationRequest request, @Context HttpHeaders headers) {
        Account account =
                registration.register(
                        new RegisterAccount.Wish(
                                request.username(),
                                request.email(),
                                request.password(),
                                Roles.CUSTOMER),
                        PageLocale.of(headers, Optional.empty()));
        Registered body =
                new Registered(
                        account.id(), account.username(), account.email(), account.roles().names());
        return Response.status(Response.Status.CREATED).entity(body).build();
    }
}
