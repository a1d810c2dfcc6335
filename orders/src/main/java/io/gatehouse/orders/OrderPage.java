// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.util.List;
import java.util.Optional;

/** One page of a customer's orders, newest first. */
record OrderPage(List<OrderRepresentation> items, Optional<String> next) {
    OrderPage {
        items = List.copyOf(items);
    }

    /** Takes one row more than the page holds: its presence says that there is a next page. */
    static OrderPage of(List<Order> rows, int limit) {
        List<Order> shown = rows.subList(0, Math.min(limit, rows.size()));
        Optional<String> next =
                rows.size() > limit
                        ? Optional.of(Cursor.after(shown.getLast()).encode())
                        : Optional.empty();
        return new OrderPage(shown.stream().map(OrderRepresentation::of).toList(), next);
    }
}
