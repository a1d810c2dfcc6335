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

    /** A charge to what the buyer pays with. */
    public static String charge(UUID order, UUID customer, long amount, String source) {
        return charge(order, customer, amount)
                .replace("\"card\"", "\"card\",\"source\":\"%s\"".formatted(source));
    }

    /** A refund of all that is left. */
    public static String refund(UUID order, UUID refund) {
        return """
        {"orderId":"%s","refundId":"%s"}
        """
                .formatted(order, refund);
    }

    public static String refund(UUID order, UUID refund, long amount) {
        return """
        {"orderId":"%s","refundId":"%s","amount":{"amount":%d,"currency":"EUR"}}
        """
                .formatted(order, refund, amount);
    }

    /** A manual charge. */
    public static String payment(long amount, String source) {
        return """
        {"amount":{"amount":%d,"currency":"EUR"},"reference":"Phone order 7","source":"%s"}
        """
                .formatted(amount, source);
    }

    /** A manual refund of a part. */
    public static String part(long amount) {
        return """
        {"amount":{"amount":%d,"currency":"EUR"}}
        """
                .formatted(amount);
    }
}
