// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.products.catalogue.NoSuchProduct;
import io.gatehouse.products.movement.StockMovement;
import io.gatehouse.products.movement.StockMovements;
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
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** The endpoint with which admins see what moved the stock of a product, archived or not. */
@Path("/products/admin/{id}/stock-movements")
@ApplicationScoped
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
public class StockMovementResource {
    private final Transactions transactions;
    private final StockMovements movements;

    @Inject
    StockMovementResource(Transactions transactions, StockMovements movements) {
        this.transactions = transactions;
        this.movements = movements;
    }

    @GET
    public Response list(@PathParam("id") String text, @Context UriInfo uri) {
        UUID product = PathId.parse(text);
        PageQuery query = PageQuery.of(uri.getQueryParameters());
        Page<StockMovement> page =
                Page.of(
                        transactions.read(session -> page(session, product, query)),
                        query,
                        StockMovement::place,
                        Function.identity());
        return Response.ok(page).build();
    }

    private List<StockMovement> page(StatelessSession session, UUID product, PageQuery query) {
        if (movements.stock(session, product).isEmpty()) {
            throw NoSuchProduct.problem();
        }
        return movements.page(session, product, query);
    }
}
