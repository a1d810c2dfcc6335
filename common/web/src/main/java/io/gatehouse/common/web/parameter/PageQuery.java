// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The requested page of a list, from the query parameters {@code limit} and {@code after}.
 *
 * @param limit maximum number of items, 1 to 100; the default is 20
 */
public record PageQuery(int limit, Cursor after) {
    private static final int USUAL_LIMIT = 20;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");
    private static final Pattern SEARCH = Pattern.compile("[^\\p{Cc}\\p{Cs}]{0,100}");

    /**
     * Parses the query parameters.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter at fault
     */
    public static PageQuery of(MultivaluedMap<String, String> parameters) {
        return new PageQuery(
                single(parameters, "limit").map(PageQuery::limit).orElse(USUAL_LIMIT),
                single(parameters, "after").map(PageQuery::cursor).orElse(Cursor.START));
    }

    /**
     * The search text, parameter {@code q}: at most 100 characters, empty when it is absent.
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

    /** The number of rows to read: one more than the limit, which shows that a next page exists. */
    public int rows() {
        return limit + 1;
    }

    /**
     * A parameter that may be given once.
     *
     * @throws ProblemException {@code invalid_parameter} naming it
     */
    public static Optional<String> single(MultivaluedMap<String, String> parameters, String name) {
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

    /** The problem of a parameter of a query. */
    public static ProblemException invalid(String field, String message) {
        return new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "A query parameter is not valid.")
                .withError(field, message);
    }
}
