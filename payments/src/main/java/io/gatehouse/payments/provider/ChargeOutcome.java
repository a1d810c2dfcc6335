// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

/** The outcome of a charge. */
public sealed interface ChargeOutcome {

    /**
     * The money was taken.
     *
     * @param charge the provider's id of the charge
     */
    record Charged(String charge) implements ChargeOutcome {}

    /**
     * The charge was declined for good.
     *
     * @param code the provider's reason, such as {@code insufficient_funds}
     */
    record Declined(String code) implements ChargeOutcome {}

    /** The outcome is not known, or not decided; the provider is asked again later. */
    record Unknown() implements ChargeOutcome {}
}
