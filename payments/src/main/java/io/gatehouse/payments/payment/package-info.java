// SPDX-License-Identifier: Apache-2.0
/** Payments, their refunds and attempts: what is kept of them, and what may be read. */
package io.gatehouse.payments.payment;
