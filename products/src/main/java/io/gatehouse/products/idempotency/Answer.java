// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import java.util.UUID;

/** What a buyer is told. All but {@link Pending} are final: the key answers so from then on. */
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

    /** Under way; how it ends can be asked for under the same key, or at the order. */
    record Pending(UUID orderId) implements Answer {}
}
