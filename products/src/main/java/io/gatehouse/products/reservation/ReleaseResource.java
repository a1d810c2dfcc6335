// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.common.web.caller.PeerAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** The endpoint with which orders returns the stock of a cancelled order. */
@Path("/microservice/products/release")
@ApplicationScoped
@PeerAllowed("orders")
public class ReleaseResource {
    private final ReleaseStock releaseStock;

    @Inject
    ReleaseResource(ReleaseStock releaseStock) {
        this.releaseStock = releaseStock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response release(ReleaseRequest request) {
        releaseStock.release(request.orderId());
        return Response.noContent().build();
    }

    /** The request body: the id of the cancelled order. */
    record ReleaseRequest(@NotNull UUID orderId) {}
}
