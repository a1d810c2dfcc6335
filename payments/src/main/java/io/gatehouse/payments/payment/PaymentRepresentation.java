// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.payments.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The JSON representation of a payment. */
public record PaymentRepresentation(
        UUID id,
        Optional<UUID> orderId,
        Optional<UUID> customerId,
        Money amount,
        Money refunded,
        PaymentStatus status,
        Optional<String> declineCode,
        Optional<String> reference,
        Optional<String> provider,
        Instant createdAt,
        Instant updatedAt) {

    public static PaymentRepresentation of(Payment payment) {
        return new PaymentRepresentation(
                payment.id(),
                payment.orderId(),
                payment.customerId(),
                payment.amount(),
                payment.refunded(),
                payment.status(),
                payment.declineCode(),
                payment.reference(),
                payment.provider(),
                payment.createdAt(),
                payment.updatedAt());
    }
}
