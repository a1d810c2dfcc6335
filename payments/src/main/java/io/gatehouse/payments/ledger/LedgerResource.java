// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The endpoint at which the books are checked by whoever answers for them. */
@Path("/payments/ledger")
@ApplicationScoped
@RolesAllowed("payment")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {
    private final LedgerCheck check;

    @Inject
    LedgerResource(LedgerCheck check) {
        this.check = check;
    }

    /** The trial balance as it is now, not as of the last check in the background. */
    @GET
    public TrialBalance get() {
        return check.trialBalance();
    }
}
