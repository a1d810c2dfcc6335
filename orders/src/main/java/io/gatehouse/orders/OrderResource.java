// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.parameter.PathId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoints of a customer's own orders; those of others are 404. */
@Path("/orders")
@ApplicationScoped
@RolesAllowed("**")
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {
    // Of two forms that a request takes equally, Jersey would choose by the order of the methods.
    private static final String ONLY_IF_WANTED = ";qs=0.9";

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
        Page<OrderRepresentation> page =
                Page.of(
                        transactions.read(session -> orders.page(session, customer(), query)),
                        query,
                        Order::place,
                        OrderRepresentation::of);
        return Response.ok(page).build();
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String text) {
        OrderAndHistory found = own(PathId.parse(text));
        return Response.ok(new OrderDetail(OrderRepresentation.of(found.order()), found.history()))
                .build();
    }

    /** What was paid, for programs. */
    @GET
    @Path("/{id}/receipt")
    public Response receipt(@PathParam("id") String text) {
        return Response.ok(receiptOf(text)).header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }

    /** The same for people, to print. */
    @GET
    @Path("/{id}/receipt")
    @Produces(MediaType.TEXT_HTML + ONLY_IF_WANTED)
    public Response receiptPage(@PathParam("id") String text) {
        return Response.ok(ReceiptPage.of(receiptOf(text)))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("Content-Security-Policy", ReceiptPage.POLICY)
                .build();
    }

    private Receipt receiptOf(String text) {
        OrderAndHistory found = own(PathId.parse(text));
        return Receipt.of(found.order(), found.history());
    }

    private OrderAndHistory own(UUID id) {
        return transactions.read(session ->
                orders.find(session, id)
                        .filter(found -> found.customerId().equals(customer()))
                        .map(order -> new OrderAndHistory(order, orders.history(session, id)))
                        .orElseThrow(CancelOrder::notFound));
    }

    private record OrderAndHistory(Order order, List<OrderEvent> history) {}

    /** 200 when the order is cancelled, 202 while the cancellation continues. */
    @POST
    @Path("/{id}/cancel")
    public Response cancel(@PathParam("id") String text) {
        Order order = cancelOrder.cancel(customer(), PathId.parse(text));
        Response.Status status =
                order.status().isUnfinished() ? Response.Status.ACCEPTED : Response.Status.OK;
        return Response.status(status).entity(OrderRepresentation.of(order)).build();
    }

    private UUID customer() {
        return UUID.fromString(caller.getSubject());
    }
}
