// SPDX-License-Identifier: Apache-2.0
/** The key of a purchase and the answer kept under it, so that a repeated call buys once. */
package io.gatehouse.products.idempotency;
