// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.idp.factor.ChangeFactors;
import io.gatehouse.idp.factor.EnrolTotp;
import io.gatehouse.idp.factor.FactorKind;
import io.gatehouse.idp.factor.OwnerProof;
import io.gatehouse.idp.guessing.Source;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints by which callers see and change the second factors of their own account. */
@Path("/accounts/me/factors")
@RolesAllowed("**")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FactorResource {

    private final ChangeFactors factors;
    private final EnrolTotp enrolling;
    private final SessionCookies cookies;
    private final JsonWebToken caller;

    /** The current password and, once the account has a factor, a code. */
    record Proof(@NotNull(message = "is required") String currentPassword, Optional<String> code) {

        OwnerProof owner() {
            return new OwnerProof(currentPassword, code);
        }

        /** Omits both. */
        @Override
        public String toString() {
            return "Proof[]";
        }
    }

    /** The first code of an authenticator app. */
    record FirstCode(@NotNull(message = "is required") String code) {

        /** Omits the code. */
        @Override
        public String toString() {
            return "FirstCode[]";
        }
    }

    /** Recovery codes, which are shown once. */
    record Codes(List<String> recoveryCodes) {
        Codes {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        /** Omits the codes. */
        @Override
        public String toString() {
            return "Codes[]";
        }
    }

    @Inject
    FactorResource(
            ChangeFactors factors,
            EnrolTotp enrolling,
            SessionCookies cookies,
            JsonWebToken caller) {
        this.factors = factors;
        this.enrolling = enrolling;
        this.cookies = cookies;
        this.caller = caller;
    }

    @GET
    public ChangeFactors.Held factors() {
        return factors.held(id());
    }

    @POST
    @Path("/totp")
    public Response begin(Proof proof, @Context HttpHeaders headers) {
        return once(enrolling.begin(id(), proof.owner(), Source.of(headers)));
    }

    @PUT
    @Path("/totp")
    public Response confirm(
            FirstCode first,
            @Context ContainerRequestContext request,
            @Context HttpHeaders headers) {
        List<String> codes = enrolling.confirm(id(), first.code(), Source.of(headers));
        signedOut(request);
        return once(new Codes(codes));
    }

    @DELETE
    @Path("/totp")
    public void remove(
            Proof proof, @Context ContainerRequestContext request, @Context HttpHeaders headers) {
        factors.remove(id(), FactorKind.TOTP, proof.owner(), Source.of(headers));
        signedOut(request);
    }

    @POST
    @Path("/recovery-codes")
    public Response renewCodes(Proof proof, @Context HttpHeaders headers) {
        return once(new Codes(factors.renewCodes(id(), proof.owner(), Source.of(headers))));
    }

    private void signedOut(ContainerRequestContext request) {
        if (cookies.isFromOwnPage(request)) {
            cookies.clear(request);
        }
    }

    /** An answer with secrets, which no cache keeps. */
    private static Response once(Object secrets) {
        return Response.ok(secrets, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private UUID id() {
        return UUID.fromString(caller.getSubject());
    }
}
