// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.payments.Money;
import io.gatehouse.payments.payment.Refund;
import io.gatehouse.payments.payment.RefundStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** The endpoint with which orders refunds an order. */
@Path("/microservice/payments/refund")
@ApplicationScoped
@PeerAllowed("orders")
public class RefundResource {
    private final RefundPayment refundPayment;

    @Inject
    RefundResource(RefundPayment refundPayment) {
        this.refundPayment = refundPayment;
    }

    /** 200 with the status as it is now, PENDING while the outcome is not known. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public RefundAnswer refund(NewRefund request) {
        Refund refund = refundPayment.refundOrder(request.toWish());
        return new RefundAnswer(refund.id(), refund.status(), refund.amount());
    }

    /** The response body. */
    record RefundAnswer(UUID refundId, RefundStatus status, Money amount) {}
}
