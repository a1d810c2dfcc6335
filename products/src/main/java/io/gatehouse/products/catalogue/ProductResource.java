// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints of the catalogue for every signed-in caller. */
@Path("/products")
@ApplicationScoped
@RolesAllowed("**")
@Produces(MediaType.APPLICATION_JSON)
public class ProductResource {
    private final Transactions transactions;
    private final ProductRepository products;
    private final CatalogueCache cache;
    private final JsonWebToken caller;

    @Inject
    ProductResource(
            Transactions transactions,
            ProductRepository products,
            CatalogueCache cache,
            JsonWebToken caller) {
        this.transactions = transactions;
        this.products = products;
        this.cache = cache;
        this.caller = caller;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        CatalogueQuery query = CatalogueQuery.of(uri.getQueryParameters());
        return Response.ok(isWriter() ? load(query) : cached(query)).build();
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String text) {
        UUID id = PathId.parse(text);
        Product product =
                transactions
                        .read(session -> products.find(session, id))
                        .orElseThrow(NoSuchProduct::problem);
        return Response.ok(CatalogueItem.of(product)).build();
    }

    /** Admins write products, and see what they wrote, whichever instance they come to. */
    private boolean isWriter() {
        return caller.getGroups().contains("admin");
    }

    private Page<CatalogueItem> cached(CatalogueQuery query) {
        UUID reader = UUID.fromString(caller.getSubject());
        return cache.get(reader, query, () -> load(query));
    }

    private Page<CatalogueItem> load(CatalogueQuery query) {
        return Page.of(
                transactions.read(session -> products.page(session, query, false)),
                query.page(),
                Product::place,
                CatalogueItem::of);
    }
}
