// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.problem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one way in which code of ours refuses a request. The detail is shown to the client: it must
 * hold neither a secret nor what the client could not know.
 */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    public ProblemException(ProblemCode code, String detail, Throwable cause) {
        super(requireNonNull(detail, "detail"), cause);
        this.code = requireNonNull(code, "code");
    }

    /** Names one more field at fault. */
    public ProblemException withError(String field, String message) {
        errors.add(new FieldError(field, message));
        return this;
    }

    /** Adds {@code Retry-After} in whole seconds, rounded up, at least one (RFC 9110 10.2.3). */
    public ProblemException withRetryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return withHeader("Retry-After", Long.toString(seconds));
    }

    /** Adds a header to the answer. */
    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
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
}
