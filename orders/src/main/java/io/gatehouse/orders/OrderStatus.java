// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

/**
 * The states of an order, which {@link OrderMove} connects; a worker resumes an unfinished order
 * until it is finished.
 */
enum OrderStatus {
    PENDING,
    PAID,
    DECLINED,
    CANCELLING,
    CANCELLED;

    /** Whether a request or a worker still has to move the order on. */
    boolean isUnfinished() {
        return switch (this) {
            case PENDING, CANCELLING -> true;
            case PAID, DECLINED, CANCELLED -> false;
        };
    }
}
