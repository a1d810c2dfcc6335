// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who the gate says the caller is; needs no database. */
@Path("/authentication/whoami")
@RolesAllowed("**")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WhoamiResource {

    private final JsonWebToken caller;

    /** The caller's token, as far as services get to see it. */
    record Whoami(
            String id,
            String username,
            Optional<String> email,
            Optional<Boolean> emailVerified,
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
                // No address is ever confirmed here, so there is nothing the gate would forward.
                claim("email").map(address -> false),
                caller.getGroups().stream().sorted().toList(),
                claim("sid"),
                claim("jti"));
    }

    private Optional<String> claim(String name) {
        return Optional.ofNullable(caller.<String>getClaim(name));
    }
}
