// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import java.util.UUID;

/** The final answer to a purchase, which is stored with its key. */
public sealed interface Answer {

    /**
     * Bought and paid.
     *
     * @param order the order in JSON, kept as text so that a replay is the same to the byte
     */
    record Ordered(UUID orderId, String order) implements Answer {}

    /** The payment was declined; nothing was bought. */
    record Declined() implements Answer {}

    /** There were not enough pieces; nothing was bought. */
    record SoldOut() implements Answer {}
}
