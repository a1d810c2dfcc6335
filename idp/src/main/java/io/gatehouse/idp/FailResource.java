// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.web.server.FaultSwitch;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The endpoint by which an admin makes liveness fail, where faults are enabled. */
@Path("/authentication/fail")
@RolesAllowed("admin")
@ApplicationScoped
public class FailResource {

    private final FaultSwitch faults;

    @Inject
    FailResource(FaultSwitch faults) {
        this.faults = faults;
    }

    @POST
    public Response fail() {
        faults.fail();
        return Response.accepted().build();
    }
}
