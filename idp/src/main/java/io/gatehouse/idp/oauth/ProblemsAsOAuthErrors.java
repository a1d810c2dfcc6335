// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.common.web.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Turns the problems of what all services share, such as a body that is too large or a database
 * that is away, into errors of OAuth at the endpoints for clients. The status stays.
 */
@Provider
public final class ProblemsAsOAuthErrors implements ContainerResponseFilter {

    private static final int INTERNAL = 500;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (Endpoints.isForClients(path) && response.getEntity() instanceof Problem problem) {
            response.setEntity(
                    ErrorAnswer.of(error(problem)),
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE);
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static ErrorObject error(Problem problem) {
        if (problem.status() < INTERNAL) {
            return OAuth2Error.INVALID_REQUEST.setDescription(problem.title());
        }
        return problem.status() == INTERNAL
                ? OAuth2Error.SERVER_ERROR
                : OAuth2Error.TEMPORARILY_UNAVAILABLE;
    }
}
