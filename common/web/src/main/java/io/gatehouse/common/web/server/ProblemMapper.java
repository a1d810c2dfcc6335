// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import io.gatehouse.common.web.problem.Problem;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.request.RequestContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps every exception to a problem (RFC 9457). An unexpected one becomes 500 with the request id
 * and nothing else; its stack trace goes to the log.
 */
@Provider
@Priority(1)
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    private static final int UNAUTHORIZED = 401;

    /** The challenge that every 401 must have (RFC 9110, section 15.5.2). */
    private static final String CHALLENGE = "Bearer realm=\"gatehouse\"";

    @Override
    public Response toResponse(Throwable thrown) {
        return answer(problem(thrown));
    }

    static Response answer(ProblemException problem) {
        Problem body =
                Problem.of(
                                problem.code(),
                                problem.getMessage(),
                                RequestContext.current().requestId(),
                                problem.errors())
                        .with(problem.extensions());
        Response.ResponseBuilder response =
                Response.status(problem.code().status()).type(Problem.MEDIA_TYPE).entity(body);
        problem.headers().forEach(response::header);
        if (problem.code().status() == UNAUTHORIZED
                && !problem.headers().containsKey(HttpHeaders.WWW_AUTHENTICATE)) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        return response.build();
    }

    private static ProblemException problem(Throwable thrown) {
        return switch (thrown) {
            case ProblemException problem -> problem;
            case WebApplicationException refused -> refused(refused);
            default -> unforeseen(thrown);
        };
    }

    private static ProblemException refused(WebApplicationException thrown) {
        int status = thrown.getResponse().getStatus();
        return switch (status) {
            case 400 ->
                    new ProblemException(
                            ProblemCode.MALFORMED_REQUEST, "The request cannot be read.", thrown);
            case 404 ->
                    new ProblemException(
                            ProblemCode.NOT_FOUND, "There is nothing at this path.", thrown);
            case 405 -> notAllowed(thrown);
            case 406 ->
                    new ProblemException(
                            ProblemCode.NOT_ACCEPTABLE, "This is served as JSON only.", thrown);
            case 413 ->
                    new ProblemException(
                            ProblemCode.TOO_LARGE, "The request is too large.", thrown);
            case 415 ->
                    new ProblemException(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "Send the body as application/json.",
                            thrown);
            default -> unforeseen(thrown);
        };
    }

    private static ProblemException notAllowed(WebApplicationException thrown) {
        ProblemException problem =
                new ProblemException(
                        ProblemCode.METHOD_NOT_ALLOWED,
                        "The method is not allowed at this path.",
                        thrown);
        return thrown instanceof NotAllowedException
                ? problem.withHeader(HttpHeaders.ALLOW, allowed(thrown.getResponse()))
                : problem;
    }

    /** Jersey lists OPTIONS, which no route has, and omits HEAD, which every GET route has. */
    private static String allowed(Response refusal) {
        Set<String> methods = new TreeSet<>(refusal.getAllowedMethods());
        methods.remove(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static ProblemException unforeseen(Throwable thrown) {
        LOG.log(Level.ERROR, "unforeseen failure", thrown);
        return new ProblemException(
                ProblemCode.INTERNAL, "The request failed; quote the request id.", thrown);
    }
}
