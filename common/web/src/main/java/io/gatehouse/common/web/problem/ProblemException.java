// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.problem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses a request with a problem; services throw no other exception for that. The client receives
 * the detail: it must contain neither a secret nor anything the client may not learn.
 */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> extensions = new LinkedHashMap<>();

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    public ProblemException(ProblemCode code, String detail, Throwable cause) {
        super(requireNonNull(detail, "detail"), cause);
        this.code = requireNonNull(code, "code");
    }

    /** Adds a field at fault. */
    public ProblemException withError(String field, String message) {
        errors.add(new FieldError(field, message));
        return this;
    }

    /** Adds {@code Retry-After} in whole seconds, rounded up, at least one (RFC 9110 10.2.3). */
    public ProblemException withRetryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return withHeader("Retry-After", Long.toString(seconds));
    }

    /** Adds a header to the response. */
    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds a member to the body, which the page of the code names (RFC 9457 section 3.2). */
    public ProblemException with(String member, Object value) {
        extensions.put(member, value);
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    public Map<String, Object> extensions() {
        return Map.copyOf(extensions);
    }
}
