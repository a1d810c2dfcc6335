// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

/** The outcome of a refund. */
public sealed interface RefundOutcome {

    /**
     * The money was given back.
     *
     * @param refund the provider's id of the refund
     */
    record Refunded(String refund) implements RefundOutcome {}

    /**
     * The refund was refused for good.
     *
     * @param code the provider's reason, such as {@code refund_exceeds_charge}
     */
    record Refused(String code) implements RefundOutcome {}

    /** The outcome is not known; the provider is asked again later. */
    record Unknown() implements RefundOutcome {}
}
