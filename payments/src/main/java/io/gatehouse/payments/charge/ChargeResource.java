// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.PaymentStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;

/** The endpoint with which orders charges an order. */
@Path("/microservice/payments/charge")
@ApplicationScoped
@PeerAllowed("orders")
public class ChargeResource {
    private final ChargeOrder chargeOrder;

    @Inject
    ChargeResource(ChargeOrder chargeOrder) {
        this.chargeOrder = chargeOrder;
    }

    /** 200 with the status as it is now, PENDING while the outcome is not known. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public ChargeAnswer charge(NewCharge request) {
        Payment payment = chargeOrder.charge(request);
        return new ChargeAnswer(payment.id(), payment.status(), payment.declineCode());
    }

    /** The response body. */
    record ChargeAnswer(UUID paymentId, PaymentStatus status, Optional<String> declineCode) {}
}
