// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Binds the {@link RequestContext} before any other filter, and writes the request's log line. HEAD
 * is processed as GET, and the server drops the body.
 */
@Provider
@PreMatching
@Priority(0)
public final class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String METHOD = "io.gatehouse.method";
    private static final String STARTED = "io.gatehouse.started";
    private static final int FIRST_FAILURE = 400;

    @Context private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(STARTED, System.nanoTime());
        request.setProperty(METHOD, request.getMethod());
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            request.setMethod(HttpMethod.GET);
        }
        RequestContext.of(
                        Optional.ofNullable(request.getHeaderString("x-request-id")),
                        Optional.ofNullable(request.getHeaderString("traceparent")))
                .with(request::getHeaderString)
                .bind();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        RequestContext context = RequestContext.current();
        response.getHeaders().putSingle("x-request-id", context.requestId());
        Map<String, Object> fields = fields(request, response, context);
        if (isPolled() && response.getStatus() < FIRST_FAILURE) {
            RequestLog.writeQuietly(fields);
        } else {
            RequestLog.write(fields);
        }
        RequestContext.unbind();
    }

    private boolean isPolled() {
        return Stream.of(resource.getResourceMethod(), resource.getResourceClass())
                .anyMatch(asked -> asked != null && asked.isAnnotationPresent(Polled.class));
    }

    private static Map<String, Object> fields(
            ContainerRequestContext request,
            ContainerResponseContext response,
            RequestContext context) {
        Map<String, Object> fields =
                RequestLog.fields(
                        String.valueOf(request.getProperty(METHOD)),
                        request.getUriInfo().getRequestUri().getRawPath(),
                        response.getStatus());
        if (request.getProperty(STARTED) instanceof Long started) {
            fields.put("millis", (System.nanoTime() - started) / 1_000_000);
        }
        context.caller().ifPresent(caller -> fields.put("subject", caller.getSubject()));
        return fields;
    }
}
