// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of the catalogue is asked for.
 *
 * @param search part of a name or description; empty finds everything
 */
record PageQuery(int limit, Cursor after, String search) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");
    private static final Pattern SEARCH = Pattern.compile("[^\\p{Cc}\\p{Cs}]{0,100}");
    private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

    static PageQuery of(MultivaluedMap<String, String> parameters) {
        int limit = single(parameters, "limit").map(PageQuery::limit).orElse(DEFAULT_LIMIT);
        Cursor after = single(parameters, "after").map(PageQuery::cursor).orElse(Cursor.START);
        String search = single(parameters, "q").map(PageQuery::search).orElse("");
        return new PageQuery(limit, after, search);
    }

    /** For LIKE: anything that holds the search text, whose own wildcards mean themselves. */
    String pattern() {
        return "%" + WILDCARD.matcher(search).replaceAll("\\\\$0") + "%";
    }

    private static Optional<String> single(MultivaluedMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw invalid(name, "must be given once");
        }
        return values.stream().findFirst();
    }

    private static int limit(String text) {
        int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("limit", "must be a number from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static Cursor cursor(String text) {
        return Cursor.decode(text)
                .orElseThrow(() -> invalid("after", "must be the next of an earlier answer"));
    }

    private static String search(String text) {
        if (!SEARCH.matcher(text).matches()) {
            throw invalid("q", "must have at most 100 characters, no control characters");
        }
        return text.strip();
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "A query parameter is not valid.")
                .withError(field, message);
    }
}
