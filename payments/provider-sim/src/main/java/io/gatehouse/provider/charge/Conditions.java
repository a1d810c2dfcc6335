// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

/** What a charge or a refund meets on its way. */
public interface Conditions {
    /** Takes as long as the bank takes. */
    void delay();

    /** Whether the bank declines what it would have paid. */
    boolean declines();
}
