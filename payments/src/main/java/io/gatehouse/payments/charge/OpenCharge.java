// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.payments.payment.Attempt;
import io.gatehouse.payments.payment.Payment;
import java.util.Optional;

/**
 * A payment, and the attempt to charge it that has begun.
 *
 * @param attempt empty for a payment that is decided
 * @param sealedSource what is charged, if it is not what is configured
 * @param first whether no attempt came before
 */
record OpenCharge(
        Payment payment, Optional<Attempt> attempt, Optional<byte[]> sealedSource, boolean first) {}
