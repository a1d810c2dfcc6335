// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A customer's own orders; somebody else's do not exist here. */
@Path("/orders")
@RequestScoped
@RolesAllowed("**")
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Transactions transactions;
    private final OrderRepository orders;
    private final CancelOrder cancelOrder;
    private final JsonWebToken caller;

    @Inject
    OrderResource(
            Transactions transactions,
            OrderRepository orders,
            CancelOrder cancelOrder,
            JsonWebToken caller) {
        this.transactions = transactions;
        this.orders = orders;
        this.cancelOrder = cancelOrder;
        this.caller = caller;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        PageQuery query = PageQuery.of(uri.getQueryParameters());
        OrderPage page =
                OrderPage.of(
                        transactions.run(session -> orders.page(session, customer(), query)),
                        query.limit());
        return Response.ok(page).build();
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String text) {
        UUID id = id(text);
        Order order =
                transactions
                        .run(session -> orders.find(session, id))
                        .filter(found -> found.customerId().equals(customer()))
                        .orElseThrow(CancelOrder::notFound);
        return Response.ok(OrderRepresentation.of(order)).build();
    }

    /** 200 when the order is cancelled, 202 when it is being cancelled and will be. */
    @POST
    @Path("/{id}/cancel")
    public Response cancel(@PathParam("id") String text) {
        Order order = cancelOrder.cancel(customer(), id(text));
        Response.Status status =
                order.status().isUnfinished() ? Response.Status.ACCEPTED : Response.Status.OK;
        return Response.status(status).entity(OrderRepresentation.of(order)).build();
    }

    private UUID customer() {
        return UUID.fromString(caller.getSubject());
    }

    private static UUID id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, "The order id is not valid.")
                    .withError("id", "must be a UUID in lower case");
        }
        return UUID.fromString(text);
    }
}
