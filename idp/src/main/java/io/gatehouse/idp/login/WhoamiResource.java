// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint that returns the caller's identity as the gate forwards it; needs no database. */
@Path("/authentication/whoami")
@RolesAllowed("**")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WhoamiResource {

    private final JsonWebToken caller;

    /** The claims of the caller's token that the gate forwards to services. */
    record Whoami(
            String id,
            String username,
            Optional<String> email,
            List<String> roles,
            Optional<String> sessionId,
            Optional<String> tokenId) {}

    @Inject
    WhoamiResource(JsonWebToken caller) {
        this.caller = caller;
    }

    @GET
    public Whoami whoami() {
        return new Whoami(
                caller.getSubject(),
                caller.getName(),
                claim("email"),
                caller.getGroups().stream().sorted().toList(),
                claim("sid"),
                claim("jti"));
    }

    private Optional<String> claim(String name) {
        return Optional.ofNullable(caller.<String>getClaim(name));
    }
}
