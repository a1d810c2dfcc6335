// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.login;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.AccountView;
import io.gatehouse.idp.factor.OwnerProof;
import io.gatehouse.idp.guessing.Source;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints by which callers read their own account and change its password. */
@Path("/accounts/me")
@RolesAllowed("**")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    private final AccountRepository accounts;
    private final ChangePassword passwords;
    private final DeleteAccount deletion;
    private final ExportAccount exports;
    private final SessionCookies cookies;
    private final Transactions transactions;
    private final JsonWebToken caller;

    /** The current and the new password and, once the account has a factor, a code. */
    record PasswordChange(
            @NotNull(message = "is required") String currentPassword,
            @NotNull(message = "is required") String newPassword,
            Optional<String> code) {

        OwnerProof owner() {
            return new OwnerProof(currentPassword, code);
        }

        /** Omits the passwords. */
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    /** What a stolen token does not know: the password and, once there is a factor, a code. */
    record Deletion(
            @NotNull(message = "is required") String currentPassword, Optional<String> code) {

        OwnerProof owner() {
            return new OwnerProof(currentPassword, code);
        }

        /** Omits both. */
        @Override
        public String toString() {
            return "Deletion[]";
        }
    }

    @Inject
    AccountResource(
            AccountRepository accounts,
            ChangePassword passwords,
            DeleteAccount deletion,
            ExportAccount exports,
            SessionCookies cookies,
            Transactions transactions,
            JsonWebToken caller) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.deletion = deletion;
        this.exports = exports;
        this.cookies = cookies;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    public AccountView me() {
        return AccountView.of(
                transactions.read(session -> accounts.demand(session, id())).account());
    }

    @GET
    @Path("/export")
    public Response export() {
        return Response.ok(exports.export(id()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"gatehouse-account.json\"")
                .build();
    }

    @PUT
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public void changePassword(
            PasswordChange change,
            @Context ContainerRequestContext request,
            @Context HttpHeaders headers) {
        passwords.change(id(), change.owner(), change.newPassword(), Source.of(headers));
        if (cookies.isFromOwnPage(request)) {
            cookies.clear(request);
        }
    }

    @POST
    @Path("/deletion")
    @Consumes(MediaType.APPLICATION_JSON)
    public void delete(
            Deletion request, @Context ContainerRequestContext http, @Context HttpHeaders headers) {
        deletion.delete(id(), request.owner(), Source.of(headers));
        if (cookies.isFromOwnPage(http)) {
            cookies.clear(http);
        }
    }

    private UUID id() {
        return UUID.fromString(caller.getSubject());
    }
}
