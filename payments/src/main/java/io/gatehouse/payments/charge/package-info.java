// SPDX-License-Identifier: Apache-2.0
/** Charging: opens a payment, asks the provider, and records the outcome once. */
package io.gatehouse.payments.charge;
