// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names one purchase; two accounts that happen to choose the same text mean two purchases. */
public record IdempotencyKey(UUID account, String text) {
    public static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    /** How a structured field writes a string (RFC 9651, section 3.3.3). */
    private static final Pattern QUOTED = Pattern.compile("\"(" + FORM.pattern() + ")\"");

    /**
     * The key of a request; in quotes it is the same key.
     *
     * @param values all values of the header, for a repeated one is ambiguous
     */
    public static IdempotencyKey of(UUID account, List<String> values) {
        String text = values.size() == 1 ? bare(values.getFirst()) : "";
        if (!FORM.matcher(text).matches()) {
            throw new ProblemException(
                            ProblemCode.INVALID_PARAMETER,
                            "A purchase needs one " + HEADER + " header.")
                    .withError(HEADER, "must be given once, 16 to 64 of A-Z a-z 0-9 _ -");
        }
        return new IdempotencyKey(account, text);
    }

    private static String bare(String value) {
        return QUOTED.matcher(value).replaceFirst("$1");
    }
}
