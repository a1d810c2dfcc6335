// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.payments.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A refund of a payment, whole or in part.
 *
 * @param asked the amount in the request; empty for all that was left
 * @param refusalCode the provider's reason, of a refused refund
 * @param provider the provider's id of the refund
 */
public record Refund(
        UUID id,
        UUID paymentId,
        Optional<Money> asked,
        Money amount,
        RefundStatus status,
        Optional<String> refusalCode,
        Optional<String> provider,
        Instant createdAt,
        Instant updatedAt) {

    /** A new refund. */
    public static Refund opened(
            UUID id, UUID paymentId, Optional<Money> asked, Money amount, Instant now) {
        return new Refund(
                id,
                paymentId,
                asked,
                amount,
                RefundStatus.PENDING,
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }

    /** Whether the outcome is open. */
    public boolean isOpen() {
        return status == RefundStatus.PENDING;
    }
}
