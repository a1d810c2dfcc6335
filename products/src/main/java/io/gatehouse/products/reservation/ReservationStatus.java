// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

/** The state of a reservation, which is where its pieces are counted. */
public enum ReservationStatus {
    /** Taken from the stock; the outcome is open. */
    RESERVED,
    /** Sold. */
    COMMITTED,
    /** Back in stock: the payment was declined, or the order cancelled. */
    RELEASED;

    /** Whether a reservation may go from this state to the next in one step. */
    boolean canBecome(ReservationStatus next) {
        return switch (this) {
            case RESERVED -> next == COMMITTED || next == RELEASED;
            case COMMITTED -> next == RELEASED;
            case RELEASED -> false;
        };
    }
}
