// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

/** The states of a refund: PENDING becomes REFUNDED or REFUSED, and stays so. */
public enum RefundStatus {
    PENDING,
    REFUNDED,
    REFUSED
}
