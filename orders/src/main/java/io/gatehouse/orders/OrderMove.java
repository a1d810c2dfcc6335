// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

/** The legal moves of an order from one state to the next; there are no others. */
enum OrderMove {
    /** The customer was charged. */
    PAY(OrderStatus.PENDING, OrderStatus.PAID),
    /** The charge was declined for good. */
    DECLINE(OrderStatus.PENDING, OrderStatus.DECLINED),
    /** The customer cancels. */
    CANCEL(OrderStatus.PAID, OrderStatus.CANCELLING),
    /** The money is back, and then the stock. */
    REFUND(OrderStatus.CANCELLING, OrderStatus.CANCELLED),
    /** The refund was refused for good: the customer keeps what was paid for. */
    KEEP(OrderStatus.CANCELLING, OrderStatus.PAID);

    private final OrderStatus from;
    private final OrderStatus to;

    OrderMove(OrderStatus from, OrderStatus to) {
        this.from = from;
        this.to = to;
    }

    OrderStatus from() {
        return from;
    }

    OrderStatus to() {
        return to;
    }

    /** The refusals of an order after this move, of an order with so many before it. */
    int refusals(int before) {
        return this == KEEP ? before + 1 : before;
    }
}
