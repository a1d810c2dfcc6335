// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.Problem;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.request.RequestContext;
import io.gatehouse.common.web.request.RequestLog;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.List;
import java.util.Optional;

/**
 * Responds with a problem, and writes the log line, when the server refuses a request before
 * JAX-RS: for a request line, a target or headers that it cannot parse.
 */
final class TransportProblems implements DirectHandler {
    private static final HeaderName REQUEST_ID = HeaderNames.create("x-request-id");
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

    /** Helidon refuses all of these with 400; only the message distinguishes this case. */
    private static final String HEADERS_TOO_LARGE = "Header size exceeded";

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        ProblemCode code = code(request, status.code(), Optional.ofNullable(message).orElse(""));
        RequestContext context =
                RequestContext.of(header(request, REQUEST_ID), header(request, TRACEPARENT));
        context.bind();
        try {
            RequestLog.write(RequestLog.fields(request.method(), path(request), code.status()));
            return answer(request, code, context, headers);
        } finally {
            RequestContext.unbind();
        }
    }

    private static ProblemCode code(TransportRequest request, int status, String message) {
        if (message.equals(HEADERS_TOO_LARGE)) {
            return ProblemCode.HEADERS_TOO_LARGE;
        }
        if (status == 400 && request.headers().contains(HeaderNames.CONTENT_ENCODING)) {
            return ProblemCode.UNSUPPORTED_MEDIA_TYPE;
        }
        return switch (status) {
            case 404 -> ProblemCode.NOT_FOUND;
            case 413 -> ProblemCode.TOO_LARGE;
            case 414 -> ProblemCode.TARGET_TOO_LONG;
            case 503 -> ProblemCode.UNAVAILABLE;
            case 505 -> ProblemCode.UPGRADE_REQUIRED;
            // Helidon reports a server error when the target is no path or the method cannot be
            // parsed.
            default ->
                    status < 500 || !request.path().startsWith("/")
                            ? ProblemCode.MALFORMED_REQUEST
                            : ProblemCode.INTERNAL;
        };
    }

    private static TransportResponse answer(
            TransportRequest request,
            ProblemCode code,
            RequestContext context,
            ServerResponseHeaders headers) {
        TransportResponse.Builder response =
                TransportResponse.builder()
                        .status(Status.create(code.status()))
                        .headers(headers)
                        .keepAlive(false)
                        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .header(REQUEST_ID, context.requestId());
        switch (code) {
            case UPGRADE_REQUIRED -> response.header(HeaderNames.UPGRADE, "HTTP/1.1");
            case UNSUPPORTED_MEDIA_TYPE -> response.header(HeaderNames.ACCEPT_ENCODING, "identity");
            case UNAVAILABLE -> response.header(HeaderNames.RETRY_AFTER, "1");
            default -> {
                // The other codes need no header.
            }
        }
        return request.method().equals("HEAD")
                ? response.build()
                : response.entity(body(code, context.requestId())).build();
    }

    private static byte[] body(ProblemCode code, String requestId) {
        Problem problem = Problem.of(code, detail(code), requestId, List.of());
        try {
            return Json.mapper().writeValueAsBytes(problem);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static String detail(ProblemCode code) {
        return switch (code) {
            case HEADERS_TOO_LARGE -> "The headers may have at most 32 KiB.";
            case TARGET_TOO_LONG -> "The request line may have at most 4095 bytes.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send the body without a content coding.";
            case UPGRADE_REQUIRED -> "This is served over HTTP/1.1.";
            case NOT_FOUND -> "There is nothing at this path.";
            case MALFORMED_REQUEST ->
                    "The request line or a header is not valid; what a URL cannot hold as it is must be"
                            + " percent-encoded.";
            default -> "The request failed; quote the request id.";
        };
    }

    /** The path without the query, which may contain data that must not be stored. */
    private static String path(TransportRequest request) {
        String target = request.path();
        int end = target.indexOf('?');
        return end < 0 ? target : target.substring(0, end);
    }

    private static Optional<String> header(TransportRequest request, HeaderName name) {
        return request.headers().first(name);
    }
}
