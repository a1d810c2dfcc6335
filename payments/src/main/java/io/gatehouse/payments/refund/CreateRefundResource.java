// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.payment.Refund;
import io.gatehouse.payments.payment.RefundRepresentation;
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
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint of a manual refund. */
@Path("/payments/{id}/refunds")
@ApplicationScoped
@RolesAllowed("payment")
public class CreateRefundResource {
    private final CreateRefund createRefund;
    private final JsonWebToken caller;

    @Inject
    CreateRefundResource(CreateRefund createRefund, JsonWebToken caller) {
        this.createRefund = createRefund;
        this.caller = caller;
    }

    /** 201 when refunded, 409 if refused, 202 while the outcome is not known. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(
            @PathParam("id") String text, @Context HttpHeaders headers, NewManualRefund request) {
        UUID payment = PathId.parse(text);
        UUID account = UUID.fromString(caller.getSubject());
        CreateRefund.Created created =
                createRefund.create(IdempotencyKey.of(account, headers, "This"), payment, request);
        Refund refund = created.refund();
        Response.ResponseBuilder answer =
                switch (refund.status()) {
                    case REFUNDED -> Response.status(Response.Status.CREATED);
                    case PENDING -> Response.accepted().header(HttpHeaders.RETRY_AFTER, 1);
                    case REFUSED ->
                            throw IdempotencyKey.marked(
                                    created.before(),
                                    new ProblemException(
                                            ProblemCode.REFUND_REFUSED,
                                            "The payment provider refused the refund."));
                };
        return IdempotencyKey.marked(created.before(), answer)
                .header(HttpHeaders.LOCATION, "/payments/" + payment)
                .entity(RefundRepresentation.of(refund))
                .build();
    }
}
