// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentRepresentation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint of a manual charge. */
@Path("/payments")
@ApplicationScoped
@RolesAllowed("payment")
public class CreatePaymentResource {
    private final CreatePayment createPayment;
    private final JsonWebToken caller;

    @Inject
    CreatePaymentResource(CreatePayment createPayment, JsonWebToken caller) {
        this.createPayment = createPayment;
        this.caller = caller;
    }

    /** 201 when paid, 402 if declined, 202 while the outcome is not known. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response create(@Context HttpHeaders headers, NewPayment request) {
        UUID account = UUID.fromString(caller.getSubject());
        CreatePayment.Created created =
                createPayment.create(IdempotencyKey.of(account, headers, "This"), request);
        Payment payment = created.payment();
        String location = "/payments/" + payment.id();
        Response.ResponseBuilder answer =
                switch (payment.status()) {
                    case PAID -> Response.status(Response.Status.CREATED);
                    case PENDING -> Response.accepted().header(HttpHeaders.RETRY_AFTER, 1);
                    case DECLINED ->
                            throw IdempotencyKey.marked(
                                    created.before(),
                                    new ProblemException(
                                                    ProblemCode.PAYMENT_DECLINED,
                                                    "The payment was declined.")
                                            .withHeader(HttpHeaders.LOCATION, location));
                };
        return IdempotencyKey.marked(created.before(), answer)
                .header(HttpHeaders.LOCATION, location)
                .entity(PaymentRepresentation.of(payment))
                .build();
    }
}
