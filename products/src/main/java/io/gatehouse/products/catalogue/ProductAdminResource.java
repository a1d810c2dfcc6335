// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints with which admins list, create, change and archive products. */
@Path("/products/admin")
@ApplicationScoped
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
public class ProductAdminResource {
    private final Transactions transactions;
    private final ProductTransactions ofProducts;
    private final ProductRepository products;
    private final CatalogueCache cache;
    private final Clock clock;
    private final JsonWebToken caller;

    @Inject
    ProductAdminResource(
            Transactions transactions,
            ProductTransactions ofProducts,
            ProductRepository products,
            CatalogueCache cache,
            Clock clock,
            JsonWebToken caller) {
        this.transactions = transactions;
        this.ofProducts = ofProducts;
        this.products = products;
        this.cache = cache;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        CatalogueQuery query = CatalogueQuery.of(uri.getQueryParameters());
        Page<AdminItem> page =
                Page.of(
                        transactions.read(session -> products.page(session, query, true)),
                        query.page(),
                        Product::place,
                        AdminItem::of);
        return Response.ok(page).build();
    }

    @POST
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@PathParam("id") String text, ProductRequest request) {
        Product product = request.toProduct(PathId.parse(text), clock.instant());
        Optional<UUID> admin = Optional.of(admin());
        if (!transactions.run(session -> products.insert(session, product, admin))) {
            throw new ProblemException(ProblemCode.PRODUCT_EXISTS, "A product with this id exists.")
                    .withError("id", "is taken");
        }
        cache.forget();
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/products/" + product.id())
                .entity(AdminItem.of(product))
                .build();
    }

    /**
     * Sets all fields that an admin may set, the stock only where it is given, and brings an
     * archived product back.
     */
    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(@PathParam("id") String text, ProductChange change) {
        UUID id = PathId.parse(text);
        UUID admin = admin();
        Instant now = clock.instant();
        Product changed =
                ofProducts
                        .runIdempotent(
                                id, session -> products.update(session, id, change, admin, now))
                        .orElseThrow(NoSuchProduct::problem);
        cache.forget();
        return Response.ok(AdminItem.of(changed)).build();
    }

    /** Archives the product; its row stays, since orders refer to it. */
    @DELETE
    @Path("/{id}")
    public Response archive(@PathParam("id") String text) {
        UUID id = PathId.parse(text);
        if (!ofProducts.runIdempotent(id, session -> products.archive(session, id))) {
            throw NoSuchProduct.problem();
        }
        cache.forget();
        return Response.noContent().build();
    }

    private UUID admin() {
        return UUID.fromString(caller.getSubject());
    }
}
