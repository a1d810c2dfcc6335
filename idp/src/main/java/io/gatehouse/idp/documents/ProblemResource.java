// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.documents;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Serves a page for each problem, to which its type refers (RFC 9457 section 3.1.1). */
@Path("/problems")
@PermitAll
@ApplicationScoped
public class ProblemResource {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Documents documents;

    @Inject
    ProblemResource(Documents documents) {
        this.documents = documents;
    }

    @GET
    public Response index(@Context Request request) {
        return page(request, "problems.html");
    }

    @GET
    @Path("{code: [a-z_]+}")
    public Response problem(@Context Request request, @PathParam("code") String code) {
        return page(request, "problems/" + code + ".html");
    }

    private Response page(Request request, String name) {
        return documents
                .answer(request, name, Pages.HTML)
                .header(Pages.CONTENT_SECURITY_POLICY, POLICY)
                .build();
    }
}
