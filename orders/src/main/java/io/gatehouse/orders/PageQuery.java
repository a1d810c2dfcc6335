// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which page of a list is asked for. */
record PageQuery(int limit, Cursor after) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");

    static PageQuery of(MultivaluedMap<String, String> parameters) {
        int limit = single(parameters, "limit").map(PageQuery::limit).orElse(DEFAULT_LIMIT);
        Cursor after = single(parameters, "after").map(PageQuery::cursor).orElse(Cursor.START);
        return new PageQuery(limit, after);
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

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                        ProblemCode.INVALID_PARAMETER, "A query parameter is not valid.")
                .withError(field, message);
    }
}
