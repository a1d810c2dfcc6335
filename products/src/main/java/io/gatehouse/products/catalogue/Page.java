// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list, newest first, and where the next one begins. */
record Page<T>(List<T> items, Optional<String> next) {
    Page {
        items = List.copyOf(items);
    }

    /** Takes one row more than the page holds: its presence says that there is a next page. */
    static <T> Page<T> of(List<Product> rows, int limit, Function<Product, T> view) {
        List<Product> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<String> next =
                rows.size() > limit
                        ? Optional.of(Cursor.after(shown.getLast()).encode())
                        : Optional.empty();
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
