// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.problem;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The body of every error response, {@code application/problem+json} (RFC 9457).
 *
 * @param requestId the id under which the gateway and all services logged this request
 * @param errors the fields at fault; left out of the JSON when empty
 * @param extensions further members, which belong to the code (RFC 9457 section 3.2)
 */
public record Problem(
        URI type,
        String title,
        int status,
        String code,
        String detail,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** The media type of a problem (RFC 9457 section 3). */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        requireNonNull(type, "type");
        requireNonNull(code, "code");
        errors = List.copyOf(errors);
        extensions = Map.copyOf(extensions);
    }

    /** Creates the problem for the client that sent request {@code requestId}. */
    public static Problem of(
            ProblemCode code, String detail, String requestId, List<FieldError> errors) {
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                code.code(),
                detail,
                requestId,
                errors,
                Map.of());
    }

    /** The same problem with further members. */
    public Problem with(Map<String, Object> more) {
        return new Problem(type, title, status, code, detail, requestId, errors, more);
    }
}
