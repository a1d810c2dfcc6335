// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

/** Where the pieces of a purchase are. */
public enum ReservationStatus {
    /** Taken from the stock, outcome open. */
    RESERVED,
    /** Sold. */
    COMMITTED,
    /** Back in stock: never paid, or cancelled. */
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
