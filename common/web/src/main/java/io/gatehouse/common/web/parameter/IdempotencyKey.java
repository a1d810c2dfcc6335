// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The idempotency key of a request; the same text from two accounts is two keys. */
public record IdempotencyKey(UUID account, String text) {
    private static final String HEADER = "Idempotency-Key";

    /** Marks an answer that an earlier request with the same key had. */
    private static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    /** The string form of a structured field (RFC 9651, section 3.3.3). */
    private static final Pattern QUOTED = Pattern.compile("\"(" + FORM.pattern() + ")\"");

    /**
     * The key of a request, with or without quotes; a repeated header is refused as ambiguous.
     *
     * @param what needs the key, for the detail of the problem, such as {@code A purchase}
     * @throws ProblemException {@code invalid_parameter} unless there is exactly one valid value
     */
    public static IdempotencyKey of(UUID account, HttpHeaders headers, String what) {
        List<String> values = headers.getRequestHeaders().getOrDefault(HEADER, List.of());
        String text = values.size() == 1 ? bare(values.getFirst()) : "";
        if (!FORM.matcher(text).matches()) {
            throw new ProblemException(
                            ProblemCode.INVALID_PARAMETER,
                            what + " needs one " + HEADER + " header.")
                    .withError(HEADER, "must be given once, 16 to 64 of A-Z a-z 0-9 _ -");
        }
        return new IdempotencyKey(account, text);
    }

    /**
     * Refuses a key that another request had.
     *
     * @param what that request was, for the detail of the problem, such as {@code purchase}
     */
    public static ProblemException reused(String what) {
        return new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "This key was used for another " + what + ".")
                .withError(HEADER, "belongs to another request");
    }

    /** Says of an answer whether an earlier request with the key had it. */
    public static Response.ResponseBuilder marked(
            boolean replayed, Response.ResponseBuilder answer) {
        return replayed ? answer.header(REPLAYED, "true") : answer;
    }

    /** The same of a problem. */
    public static ProblemException marked(boolean replayed, ProblemException problem) {
        return replayed ? problem.withHeader(REPLAYED, "true") : problem;
    }

    private static String bare(String value) {
        return QUOTED.matcher(value).replaceFirst("$1");
    }
}
