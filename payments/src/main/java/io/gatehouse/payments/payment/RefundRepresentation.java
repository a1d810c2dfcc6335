// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.payments.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The JSON representation of a refund. */
public record RefundRepresentation(
        UUID id,
        Money amount,
        RefundStatus status,
        Optional<String> refusalCode,
        Optional<String> provider,
        Instant createdAt,
        Instant updatedAt) {

    public static RefundRepresentation of(Refund refund) {
        return new RefundRepresentation(
                refund.id(),
                refund.amount(),
                refund.status(),
                refund.refusalCode(),
                refund.provider(),
                refund.createdAt(),
                refund.updatedAt());
    }
}
