// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.page;

import io.gatehouse.common.web.problem.Problem;
import io.gatehouse.idp.oauth.Endpoints;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Optional;

/**
 * Turns the problems of what all services share, such as a database that is away, into error pages
 * at the endpoints for people. The status stays.
 */
@Provider
public class ProblemsAsPages implements ContainerResponseFilter {

    private static final int INTERNAL = 500;

    private final Pages pages;

    @Context private HttpHeaders headers;

    @Inject
    public ProblemsAsPages(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (Endpoints.FOR_PEOPLE.contains(path)
                && response.getEntity() instanceof Problem problem) {
            Response page =
                    pages.error(
                            problem.status(),
                            PageLocale.of(headers, Optional.empty()),
                            text(problem.status()));
            response.setEntity(page.getEntity(), new Annotation[0], page.getMediaType());
            page.getStringHeaders()
                    .forEach((name, values) ->
                            response.getHeaders().putSingle(name, values.getFirst()));
        }
    }

    private static String text(int status) {
        if (status < INTERNAL) {
            return "error.request";
        }
        return status == INTERNAL ? "error.failed" : "error.away";
    }
}
