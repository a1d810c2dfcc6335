// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.Reservations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The endpoint where a buyer sees what became of a purchase; those of others are 404. */
@Path("/purchases/{id}")
@ApplicationScoped
@RolesAllowed("**")
@Produces(MediaType.APPLICATION_JSON)
public class PurchaseResource {
    private final Transactions transactions;
    private final Reservations reservations;
    private final JsonWebToken caller;

    @Inject
    PurchaseResource(Transactions transactions, Reservations reservations, JsonWebToken caller) {
        this.transactions = transactions;
        this.reservations = reservations;
        this.caller = caller;
    }

    @GET
    public Response get(@PathParam("id") String text) {
        UUID id = PathId.parse(text);
        Reservation reservation =
                transactions
                        .read(session -> reservations.find(session, id))
                        .filter(this::isOwn)
                        .orElseThrow(PurchaseResource::notFound);
        return PurchaseRepresentation.found(reservation);
    }

    private boolean isOwn(Reservation reservation) {
        return reservation.key().account().equals(UUID.fromString(caller.getSubject()));
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such purchase.")
                .withError("id", "is unknown");
    }
}
