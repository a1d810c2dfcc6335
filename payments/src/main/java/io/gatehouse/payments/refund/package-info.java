// SPDX-License-Identifier: Apache-2.0
/** Refunding: sets money of a payment aside, asks the provider, and records the outcome once. */
package io.gatehouse.payments.refund;
