// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.time.Instant;
import java.util.Optional;

/**
 * A state that an order has reached, and when.
 *
 * @param reason why it is in a state it was in before
 */
record OrderEvent(OrderStatus status, Instant at, Optional<Reason> reason) {

    /** What brings an order back to a state. */
    enum Reason {
        REFUND_REFUSED
    }

    /**
     * The event of a state.
     *
     * @param refusals the refused refunds of the order until then
     */
    static OrderEvent of(OrderStatus status, int refusals, Instant at) {
        boolean isAgain = status == OrderStatus.PAID && refusals > 0;
        return new OrderEvent(
                status, at, isAgain ? Optional.of(Reason.REFUND_REFUSED) : Optional.empty());
    }
}
