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

/** Serves the viewer of the API document, and the scripts and style sheets of all pages. */
@Path("/docs")
@PermitAll
@ApplicationScoped
public class ViewerResource {

    // The viewer calls this gate only; its icons are embedded in its style sheet.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Documents documents;

    @Inject
    ViewerResource(Documents documents) {
        this.documents = documents;
    }

    @GET
    public Response page(@Context Request request) {
        return documents
                .answer(request, "docs.html", Pages.HTML)
                .header(Pages.CONTENT_SECURITY_POLICY, POLICY)
                .build();
    }

    @GET
    @Path("{name: [a-z-]+}.css")
    public Response style(@Context Request request, @PathParam("name") String name) {
        return file(request, name + ".css", "text/css;charset=utf-8");
    }

    @GET
    @Path("{name: [a-z-]+}.js")
    public Response script(@Context Request request, @PathParam("name") String name) {
        return file(request, name + ".js", "text/javascript;charset=utf-8");
    }

    private Response file(Request request, String name, String type) {
        return documents.answer(request, "docs/" + name, type).build();
    }
}
