// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the {@link RequestContext} before anything else runs, and writes the one log line that
 * every request gets. Neither query nor body is logged: they may hold what must not be kept.
 */
@Provider
@PreMatching
@Priority(0)
public final class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Logger LOG = System.getLogger("io.gatehouse.request");
    private static final String STARTED = "io.gatehouse.started";

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(STARTED, System.nanoTime());
        RequestContext.of(
                        Optional.ofNullable(request.getHeaderString("x-request-id")),
                        Optional.ofNullable(request.getHeaderString("traceparent")))
                .bind();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        RequestContext context = RequestContext.current();
        response.getHeaders().putSingle("x-request-id", context.requestId());
        if (LOG.isLoggable(Level.INFO)) {
            LOG.log(Level.INFO, "request", fields(request, response, context));
        }
        RequestContext.unbind();
    }

    private static Map<String, Object> fields(
            ContainerRequestContext request,
            ContainerResponseContext response,
            RequestContext context) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", request.getMethod());
        fields.put("path", request.getUriInfo().getRequestUri().getRawPath());
        fields.put("status", response.getStatus());
        if (request.getProperty(STARTED) instanceof Long started) {
            fields.put("millis", (System.nanoTime() - started) / 1_000_000);
        }
        context.caller().ifPresent(caller -> fields.put("subject", caller.getSubject()));
        return fields;
    }
}
