// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.seal.Secret;
import java.util.Optional;

/**
 * Charges and refunds orders. Both calls are idempotent: repeated for the same order, they have
 * their effect once. After a refusal, the same order has one more of them, and its refund is
 * another.
 */
interface PaymentGateway {
    /**
     * Charges an order.
     *
     * @param source what is charged, if the buyer named it
     */
    Charge charge(Order order, Optional<Secret> source);

    Refund refund(Order order);

    /** Whether whoever charges did not answer the last call. */
    boolean isAway();

    /** The outcome of a charge. */
    sealed interface Charge {}

    /** The outcome of a refund. */
    sealed interface Refund {}

    /** The customer was charged. */
    record Paid() implements Charge {}

    /** The charge was declined for good. */
    record Declined() implements Charge {}

    /** The customer was refunded. */
    record Refunded() implements Refund {}

    /** The refund was refused for good. */
    record Refused() implements Refund {}

    /** The outcome is unknown; the call has to be repeated later. */
    record Unknown() implements Charge, Refund {}
}
