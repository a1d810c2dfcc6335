// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the id in a path. */
public final class PathId {
    /** The one way in which we write a UUID. */
    public static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The ways in which others may write it (RFC 9562 section 4). */
    private static final Pattern EITHER_CASE =
            Pattern.compile(FORM.pattern(), Pattern.CASE_INSENSITIVE);

    private PathId() {}

    /**
     * The id, written in either case, with its hyphens.
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
