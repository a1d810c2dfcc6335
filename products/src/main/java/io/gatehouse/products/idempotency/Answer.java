// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import java.util.UUID;

/** The answer to a purchase. All but {@link Pending} are final and stored with the key. */
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

    /** The outcome is open; a repeated request with the same key, or the order, shows it later. */
    record Pending(UUID orderId) implements Answer {}
}
