// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.web.caller.PeerAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The endpoint with which products places the order for stock it has reserved. */
@Path("/microservice/orders/add")
@ApplicationScoped
@PeerAllowed("products")
public class PlaceOrderResource {
    private final PlaceOrder placeOrder;

    @Inject
    PlaceOrderResource(PlaceOrder placeOrder) {
        this.placeOrder = placeOrder;
    }

    /** 201 for the request that creates the order, 200 for each repetition. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response add(NewOrder request) {
        PlaceOrder.Placement placement = placeOrder.place(request);
        Response.Status status = placement.created() ? Response.Status.CREATED : Response.Status.OK;
        return Response.status(status).entity(OrderRepresentation.of(placement.order())).build();
    }
}
