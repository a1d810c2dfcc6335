// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.util.Set;

/** The states of an order; a worker resumes an unfinished one until it is finished. */
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

    /** Whether a request or a worker still has to move the order on. */
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
