// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.parameter.PathId;
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

/** The endpoint with which admins correct a stock that was counted otherwise. */
@Path("/products/admin/{id}/stock-corrections")
@ApplicationScoped
@RolesAllowed("admin")
public class StockCorrectionResource {
    private final CorrectStock correctStock;
    private final JsonWebToken caller;

    @Inject
    StockCorrectionResource(CorrectStock correctStock, JsonWebToken caller) {
        this.correctStock = correctStock;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response correct(
            @PathParam("id") String product,
            @Context HttpHeaders headers,
            StockCorrection correction) {
        UUID account = UUID.fromString(caller.getSubject());
        IdempotencyKey key = IdempotencyKey.of(account, headers, "A stock correction");
        CorrectStock.Answered answered =
                correctStock.correct(key, PathId.parse(product), correction);
        return IdempotencyKey.marked(answered.replayed(), Response.status(Response.Status.CREATED))
                .entity(answered.json().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
