// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.util.Set;

/** The life of an order; a state that is not final is driven on until it is. */
enum OrderStatus {
    PENDING,
    PAID,
    DECLINED,
    CANCELLING,
    CANCELLED;

    /** Whether an order may go from this state to the next in one step. */
    boolean canBecome(OrderStatus next) {
        return successors().contains(next);
    }

    /** Whether somebody still has to act for the order to come to rest. */
    boolean isUnfinished() {
        return switch (this) {
            case PENDING, CANCELLING -> true;
            case PAID, DECLINED, CANCELLED -> false;
        };
    }

    private Set<OrderStatus> successors() {
        return switch (this) {
            case PENDING -> Set.of(PAID, DECLINED);
            case PAID -> Set.of(CANCELLING);
            case CANCELLING -> Set.of(CANCELLED);
            case DECLINED, CANCELLED -> Set.of();
        };
    }
}
