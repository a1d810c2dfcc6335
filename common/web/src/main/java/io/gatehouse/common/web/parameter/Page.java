// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list, newest first, and the cursor of the next page if there is one. */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Creates a page from rows.
     *
     * @param rows at most {@link PageQuery#rows()}
     * @param place the position of a row
     * @param view the representation of a row
     */
    public static <R, T> Page<T> of(
            List<R> rows, PageQuery query, Function<R, Cursor> place, Function<R, T> view) {
        List<R> shown = rows.subList(0, Math.min(query.limit(), rows.size()));
        Optional<String> next =
                rows.size() > shown.size()
                        ? Optional.of(place.apply(shown.getLast()).encode())
                        : Optional.empty();
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
