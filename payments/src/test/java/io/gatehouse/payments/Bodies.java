// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import java.util.UUID;

/** Bodies as orders and clerks send them. */
public final class Bodies {
    private Bodies() {}

    public static String charge(UUID order, UUID customer, long amount) {
        return """
        {"orderId":"%s","customerId":"%s","amount":{"amount":%d,"currency":"EUR"},"method":"card"}
        """
                .formatted(order, customer, amount);
    }
}
