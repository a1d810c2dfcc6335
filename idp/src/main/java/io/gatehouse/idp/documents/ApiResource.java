// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.documents;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Serves the API of the whole gate as one OpenAPI document. */
@Path("/openapi.json")
@PermitAll
@ApplicationScoped
public class ApiResource {

    private final Documents documents;

    @Inject
    ApiResource(Documents documents) {
        this.documents = documents;
    }

    @GET
    public Response api(@Context Request request) {
        return documents.answer(request, "openapi.json", MediaType.APPLICATION_JSON).build();
    }
}
