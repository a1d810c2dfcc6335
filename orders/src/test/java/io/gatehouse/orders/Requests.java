// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.util.UUID;

/** Bodies as products sends them. */
final class Requests {
    private Requests() {}

    static String order(UUID id, UUID customer) {
        return order(id, customer, 2, 1500, 3000);
    }

    /** Paid with what the buyer named. */
    static String order(UUID id, UUID customer, String source) {
        return order(id, customer)
                .replace("\"card\"", "\"card\",\"source\":\"%s\"".formatted(source));
    }

    static String order(UUID id, UUID customer, long quantity, long price, long total) {
        return """
        {"orderId":"%s","customerId":"%s",
         "lines":[{"productId":"f41fcb28-e1ec-4229-9aa5-148c01a8c3f5","name":"Mug","quantity":%d,
                   "unitPrice":{"amount":%d,"currency":"EUR"}}],
         "total":{"amount":%d,"currency":"EUR"},"payment":{"method":"card"}}
        """
                .formatted(id, customer, quantity, price, total);
    }
}
