// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

/**
 * Takes and gives back the money of an order. Both calls may be repeated with the same order any
 * number of times and have their effect once.
 */
interface PaymentGateway {
    Charge charge(Order order);

    Refund refund(Order order);

    /** How a charge ended. */
    sealed interface Charge {}

    /** How a refund ended. */
    sealed interface Refund {}

    /** The money is ours. */
    record Paid() implements Charge {}

    /** The money will never be ours. */
    record Declined() implements Charge {}

    /** The money is the customer's again. */
    record Refunded() implements Refund {}

    /** Nobody knows yet; the same call has to be made again later. */
    record Unknown() implements Charge, Refund {}
}
