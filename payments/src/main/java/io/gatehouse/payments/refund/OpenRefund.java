// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.payment.Refund;
import java.util.Optional;

/**
 * A refund, and the attempt at it that has begun.
 *
 * @param attempt empty for a refund that is decided
 * @param first whether no attempt came before
 */
record OpenRefund(Payment payment, Refund refund, Optional<Attempt> attempt, boolean first) {}
