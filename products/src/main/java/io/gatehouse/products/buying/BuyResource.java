// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.idempotency.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
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
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint that buys a product. */
@Path("/products/{id}/buy")
@ApplicationScoped
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
        IdempotencyKey key =
                IdempotencyKey.of(UUID.fromString(caller.getSubject()), headers, "A purchase");
        PurchaseState state = buyProduct.buy(request.toPurchase(key, PathId.parse(productId)));
        metrics.answered(state);
        return switch (state) {
            case PurchaseState.Open open -> PurchaseRepresentation.accepted(open.reservation());
            case PurchaseState.Settled settled -> settled(settled);
        };
    }

    private static Response settled(PurchaseState.Settled settled) {
        return switch (settled.answer()) {
            case Answer.Ordered ordered ->
                    IdempotencyKey.marked(
                                    settled.replayed(), Response.status(Response.Status.CREATED))
                            .header(HttpHeaders.LOCATION, "/orders/" + ordered.orderId())
                            .entity(ordered.order().getBytes(StandardCharsets.UTF_8))
                            .build();
            case Answer.Declined _ ->
                    throw refused(
                            settled, ProblemCode.PAYMENT_DECLINED, "The payment was declined.");
            case Answer.SoldOut _ ->
                    throw refused(
                            settled, ProblemCode.SOLD_OUT, "There are not enough pieces left.");
        };
    }

    private static ProblemException refused(
            PurchaseState.Settled settled, ProblemCode code, String detail) {
        return IdempotencyKey.marked(settled.replayed(), new ProblemException(code, detail));
    }
}
