// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.payments.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * A refund as it was asked for.
 *
 * @param asked empty for all that is left
 */
record RefundWish(UUID id, UUID paymentId, Optional<Money> asked) {}
