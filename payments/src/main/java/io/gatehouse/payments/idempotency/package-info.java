// SPDX-License-Identifier: Apache-2.0
/** Idempotency keys of manual charges and refunds, so that a repeated request moves money once. */
package io.gatehouse.payments.idempotency;
