// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses an id, a UUID, in a path. */
public final class PathId {
    /** The form in which Gatehouse writes a UUID. */
    public static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The forms that are accepted in a request (RFC 9562 section 4). */
    private static final Pattern EITHER_CASE =
            Pattern.compile(FORM.pattern(), Pattern.CASE_INSENSITIVE);

    private PathId() {}

    /**
     * The id, from text in either case, with hyphens.
     *
     * @throws ProblemException {@code invalid_parameter} for any other text
     */
    public static UUID parse(String text) {
        if (!EITHER_CASE.matcher(text).matches()) {
            throw new ProblemException(
                            ProblemCode.INVALID_PARAMETER, "The id in the path is not valid.")
                    .withError("id", "must be a UUID");
        }
        return UUID.fromString(text);
    }
}
