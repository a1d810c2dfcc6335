// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The endpoints that show all payments, for those whose role it is. */
@Path("/payments")
@ApplicationScoped
@RolesAllowed("payment")
@Produces(MediaType.APPLICATION_JSON)
public class PaymentResource {
    private final Transactions transactions;
    private final PaymentRepository payments;
    private final AttemptRepository attempts;
    private final RefundRepository refunds;

    @Inject
    PaymentResource(
            Transactions transactions,
            PaymentRepository payments,
            AttemptRepository attempts,
            RefundRepository refunds) {
        this.transactions = transactions;
        this.payments = payments;
        this.attempts = attempts;
        this.refunds = refunds;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        PageQuery query = PageQuery.of(uri.getQueryParameters());
        Page<PaymentRepresentation> page =
                Page.of(
                        transactions.read(session -> payments.page(session, query)),
                        query,
                        Payment::place,
                        PaymentRepresentation::of);
        return Response.ok(page).build();
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String text) {
        UUID id = PathId.parse(text);
        return Response.ok(transactions.read(session -> detail(session, id))).build();
    }

    private PaymentDetail detail(StatelessSession session, UUID id) {
        Payment payment =
                payments.find(session, id)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "There is no such payment."));
        return PaymentDetail.of(payment, attempts.of(session, id), refunds.of(session, id));
    }
}
