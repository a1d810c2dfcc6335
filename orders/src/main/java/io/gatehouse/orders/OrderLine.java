// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.util.UUID;

/** One product of an order, with its price at the time of purchase. */
record OrderLine(UUID productId, String name, int quantity, Money unitPrice) {
    Money total() {
        return unitPrice.times(quantity);
    }
}
