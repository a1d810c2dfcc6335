// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

/** The states of a payment: PENDING becomes PAID or DECLINED, and stays so. */
public enum PaymentStatus {
    PENDING,
    PAID,
    DECLINED
}
