// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Validates every request body: at most {@value #MAX_BYTES} bytes, not empty, and all constraints
 * of its type. The problem lists every violated constraint, not only the first.
 */
@Provider
@Priority(100)
public final class BodyRules implements ContainerRequestFilter, ReaderInterceptor {
    /** The maximum size of a request body, in bytes; the gateway has the same limit. */
    public static final int MAX_BYTES = 65_536;

    private final Validator validator;

    public BodyRules() {
        // No expression language: all messages are constant, and evaluating EL on input is a risk
        // of its own.
        validator =
                Validation.byDefaultProvider()
                        .configure()
                        .messageInterpolator(new ParameterMessageInterpolator())
                        .buildValidatorFactory()
                        .getValidator();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > MAX_BYTES) {
            throw tooLarge();
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Bounded(context.getInputStream()));
        Object body = read(context);
        if (body == null) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "A JSON body is required.");
        }
        check(body);
        return body;
    }

    private static Object read(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (JsonProcessingException thrown) {
            // Jackson wraps an exception that the stream throws inside a field.
            throw thrown.getCause() instanceof ProblemException refused
                    ? refused
                    : unreadable(thrown);
        }
    }

    private static ProblemException unreadable(JsonProcessingException thrown) {
        String field = thrown instanceof JsonMappingException mapping ? path(mapping) : "";
        ProblemException problem =
                new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        field.isEmpty()
                                ? "The body is not the JSON document expected here."
                                : "The field '" + field + "' is unknown or has no allowed value.",
                        thrown);
        return field.isEmpty()
                ? problem
                : problem.withError(field, "is unknown or has no allowed value");
    }

    // Field names come from the client: the echoed path is at most 64 characters of printable
    // ASCII.
    private static String path(JsonMappingException thrown) {
        String path =
                thrown.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                        .collect(Collectors.joining("."));
        String printable = path.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() > 64 ? printable.substring(0, 64) + "…" : printable;
    }

    private void check(Object body) {
        Set<ConstraintViolation<Object>> violations = validator.validate(body);
        if (violations.isEmpty()) {
            return;
        }
        ProblemException problem =
                new ProblemException(
                        ProblemCode.RULE_BROKEN, "Some fields break a rule; see errors.");
        violations.stream()
                .sorted(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
                .forEach(violation ->
                        problem.withError(
                                violation.getPropertyPath().toString(), violation.getMessage()));
        throw problem;
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.TOO_LARGE, "A body may have at most " + MAX_BYTES + " bytes.");
    }

    /** Stops reading a body without a declared length as soon as it exceeds the limit. */
    private static final class Bounded extends FilterInputStream {
        private int left = MAX_BYTES;

        private Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                count(1);
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
