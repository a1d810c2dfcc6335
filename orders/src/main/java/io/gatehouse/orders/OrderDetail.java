// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The JSON representation of an order with its history.
 *
 * @param history the states it has reached, oldest first
 */
record OrderDetail(@JsonUnwrapped OrderRepresentation order, List<OrderEvent> history) {
    OrderDetail {
        history = List.copyOf(history);
    }
}
