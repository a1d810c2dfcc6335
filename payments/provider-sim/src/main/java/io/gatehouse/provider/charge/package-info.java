// SPDX-License-Identifier: Apache-2.0
/** Charges and refunds: their rules, their idempotency and their state. */
package io.gatehouse.provider.charge;
