// SPDX-License-Identifier: Apache-2.0
/** Idempotency keys and the answers stored with them, so that a repeated request buys once. */
package io.gatehouse.products.idempotency;
