// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.idp.account.RoleCatalogue;
import io.gatehouse.idp.session.CallerSession;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints by which callers make, list and revoke their own API keys. */
@Path("/accounts/me/keys")
@RolesAllowed("**")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeyResource {

    private static final int NINETY_DAYS = 90 * 24 * 3_600;

    private final MakeKey making;
    private final AccountKeys keys;
    private final RoleCatalogue roles;
    private final JsonWebToken caller;

    /**
     * What a key is to be.
     *
     * @param name 1 to 64 characters that can be seen, and spaces between
     * @param roles of the caller; all of them where nothing is said
     * @param expiresIn seconds, 60 to 365 days; 90 days where nothing is said
     */
    record Wanted(
            @NotNull(message = "is required")
                    @Pattern(
                            regexp =
                                    "[^\\p{C}\\p{Z}]([^\\p{C}\\p{Zl}\\p{Zp}]{0,62}[^\\p{C}\\p{Z}])?",
                            message = "must be 1 to 64 characters without spaces around")
                    String name,
            @Size(max = 16, message = "has too many entries")
                    List<@NotNull(message = "must be a role") String> roles,
            @Min(value = 60, message = "must be 60 to 31536000")
                    @Max(value = 31_536_000, message = "must be 60 to 31536000")
                    Integer expiresIn) {}

    @Inject
    ApiKeyResource(MakeKey making, AccountKeys keys, RoleCatalogue roles, JsonWebToken caller) {
        this.making = making;
        this.keys = keys;
        this.roles = roles;
        this.caller = caller;
    }

    @GET
    public Page<KeyInfo> page(@Context UriInfo uri) {
        return keys.page(account(), uri.getQueryParameters());
    }

    @POST
    public Response make(Wanted wanted) {
        MakeKey.Made made =
                making.make(
                        account(),
                        CallerSession.of(caller),
                        new MakeKey.Wanted(
                                wanted.name(),
                                Optional.ofNullable(wanted.roles()).map(roles::parse),
                                Duration.ofSeconds(
                                        Optional.ofNullable(wanted.expiresIn())
                                                .orElse(NINETY_DAYS))));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(made)
                .build();
    }

    @DELETE
    @Path("/{key}")
    public void revoke(@PathParam("key") String key) {
        keys.revoke(account(), PathId.parse(key));
    }

    private UUID account() {
        return UUID.fromString(caller.getSubject());
    }
}
