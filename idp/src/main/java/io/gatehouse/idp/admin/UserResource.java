// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.admin;

import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountQuery;
import io.gatehouse.idp.account.AccountView;
import io.gatehouse.idp.account.RoleCatalogue;
import io.gatehouse.idp.factor.ChangeFactors;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The endpoints by which administrators list, read and change accounts. */
@Path("/admin/users")
@RolesAllowed("admin")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {

    private final AdministerAccounts accounts;
    private final RoleCatalogue roles;
    private final ChangeFactors factors;

    /** The complete set of roles of the account. */
    record RolesChange(
            @NotNull(message = "is required") @Size(max = 16, message = "has too many entries")
                    List<@NotNull(message = "must be a role") String> roles) {}

    /** Whether the account may sign in. */
    record EnabledChange(@NotNull(message = "is required") Boolean enabled) {}

    @Inject
    UserResource(AdministerAccounts accounts, RoleCatalogue roles, ChangeFactors factors) {
        this.accounts = accounts;
        this.roles = roles;
        this.factors = factors;
    }

    @GET
    public Page<AccountView> page(@Context UriInfo uri) {
        AccountQuery query = AccountQuery.of(uri.getQueryParameters());
        return Page.of(accounts.page(query), query.page(), Account::place, AccountView::of);
    }

    @GET
    @Path("/{id}")
    public AccountView account(@PathParam("id") String id) {
        return AccountView.of(accounts.account(PathId.parse(id)));
    }

    @PUT
    @Path("/{id}/roles")
    public AccountView setRoles(@PathParam("id") String id, RolesChange change) {
        return AccountView.of(accounts.setRoles(PathId.parse(id), roles.parse(change.roles())));
    }

    @PUT
    @Path("/{id}/enabled")
    public AccountView setEnabled(@PathParam("id") String id, EnabledChange change) {
        return AccountView.of(accounts.setEnabled(PathId.parse(id), change.enabled()));
    }

    /** For people who have lost them: they sign in by password alone, and can enrol anew. */
    @DELETE
    @Path("/{id}/factors")
    public void removeFactors(@PathParam("id") String id) {
        factors.removeAll(PathId.parse(id));
    }
}
