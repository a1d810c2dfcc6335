// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.idempotency.IdempotencyKey;
import io.gatehouse.products.idempotency.Purchase;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint that buys a product. */
@Path("/products/{id}/buy")
@RequestScoped
@RolesAllowed("**")
public class BuyResource {
    private final BuyProduct buyProduct;
    private final PurchaseMetrics metrics;
    private final JsonWebToken caller;

    @Inject
    BuyResource(BuyProduct buyProduct, PurchaseMetrics metrics, JsonWebToken caller) {
        this.buyProduct = buyProduct;
        this.metrics = metrics;
        this.caller = caller;
    }

    /** 201 with the order, 202 while its outcome is open, 402 if declined, 409 if sold out. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response buy(
            @PathParam("id") String productId, @Context HttpHeaders headers, BuyRequest request) {
        List<String> keys =
                headers.getRequestHeaders().getOrDefault(IdempotencyKey.HEADER, List.of());
        Answer answer =
                buyProduct.buy(
                        new Purchase(
                                IdempotencyKey.of(UUID.fromString(caller.getSubject()), keys),
                                PathId.parse(productId),
                                request.quantity(),
                                request.payment().method()));
        metrics.answered(answer);
        return switch (answer) {
            case Answer.Ordered ordered ->
                    located(Response.Status.CREATED, ordered.orderId())
                            .entity(ordered.order().getBytes(StandardCharsets.UTF_8))
                            .build();
            case Answer.Pending pending ->
                    located(Response.Status.ACCEPTED, pending.orderId())
                            .entity(new Accepted(pending.orderId(), PlacedOrder.Status.PENDING))
                            .build();
            case Answer.Declined _ ->
                    throw new ProblemException(
                            ProblemCode.PAYMENT_DECLINED, "The payment was declined.");
            case Answer.SoldOut _ ->
                    throw new ProblemException(
                            ProblemCode.SOLD_OUT, "There are not enough pieces left.");
        };
    }

    private static Response.ResponseBuilder located(Response.Status status, UUID orderId) {
        return Response.status(status).header(HttpHeaders.LOCATION, "/orders/" + orderId);
    }

    /** The body of a 202 response: an order whose outcome is open. */
    private record Accepted(UUID orderId, PlacedOrder.Status status) {}
}
