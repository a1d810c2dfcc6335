// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of a list is asked for, by the query parameters {@code limit} and {@code after}.
 *
 * @param limit the most items of the page, 1 to 100
 */
public record PageQuery(int limit, Cursor after) {
    private static final int USUAL_LIMIT = 20;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");
    private static final Pattern SEARCH = Pattern.compile("[^\\p{Cc}\\p{Cs}]{0,100}");

    /**
     * Reads the query of a request.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter at fault
     */
    public static PageQuery of(MultivaluedMap<String, String> parameters) {
        return new PageQuery(
                single(parameters, "limit").map(PageQuery::limit).orElse(USUAL_LIMIT),
                single(parameters, "after").map(PageQuery::cursor).orElse(Cursor.START));
    }

    /**
     * The text to look for, parameter {@code q}; empty where everything is asked for.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter
     */
    public static String search(MultivaluedMap<String, String> parameters) {
        String text = single(parameters, "q").orElse("");
        if (!SEARCH.matcher(text).matches()) {
            throw invalid("q", "must have at most 100 characters, no control characters");
        }
        return text.strip();
    }

    /** How many rows to read: one more than are shown, which tells that there is a next page. */
    public int rows() {
        return limit + 1;
    }

    private static Optional<String> single(MultivaluedMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw invalid(name, "must be given once");
        }
        return values.stream().findFirst();
    }

    private static int limit(String text) {
        if (!LIMIT.matcher(text).matches()) {
            throw invalid("limit", "must be a number from 1 to 100");
        }
        return Integer.parseInt(text);
    }

    private static Cursor cursor(String text) {
        return Cursor.decode(text)
                .orElseThrow(() -> invalid("after", "must be the next of an earlier answer"));
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "A query parameter is not valid.")
                .withError(field, message);
    }
}
