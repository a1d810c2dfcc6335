// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import io.gatehouse.common.web.parameter.Cursor;
import io.gatehouse.payments.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A payment; of an order it has the order's id.
 *
 * @param refunded what was given back, or is being given back
 * @param declineCode the provider's reason, of a declined payment
 * @param reference what a manual payment is for
 * @param sourceHash of what is charged, if the order named it
 * @param provider the provider's id of the charge, of a paid payment
 */
public record Payment(
        UUID id,
        Optional<UUID> orderId,
        Optional<UUID> customerId,
        Money amount,
        Money refunded,
        PaymentStatus status,
        Optional<String> declineCode,
        Optional<String> reference,
        Optional<String> sourceHash,
        Optional<String> provider,
        Instant createdAt,
        Instant updatedAt) {

    /** A new payment of an order. */
    public static Payment ofOrder(
            UUID order, UUID customer, Money amount, Optional<String> sourceHash, Instant now) {
        return new Payment(
                order,
                Optional.of(order),
                Optional.of(customer),
                amount,
                new Money(0, amount.currency()),
                PaymentStatus.PENDING,
                Optional.empty(),
                Optional.empty(),
                sourceHash,
                Optional.empty(),
                now,
                now);
    }

    /** A new payment that belongs to no order. */
    public static Payment manual(UUID id, Money amount, String reference, Instant now) {
        return new Payment(
                id,
                Optional.empty(),
                Optional.empty(),
                amount,
                new Money(0, amount.currency()),
                PaymentStatus.PENDING,
                Optional.empty(),
                Optional.of(reference),
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }

    /** Whether both were asked for by the same request. */
    public boolean isAskedLike(Payment other) {
        return orderId.equals(other.orderId)
                && customerId.equals(other.customerId)
                && amount.equals(other.amount)
                && sourceHash.equals(other.sourceHash);
    }

    /** Whether the outcome is open. */
    public boolean isOpen() {
        return status == PaymentStatus.PENDING;
    }

    /** What can still be refunded, of a paid payment. */
    public Money left() {
        return amount.minus(refunded);
    }

    /** The position in the list of payments. */
    Cursor place() {
        return new Cursor(createdAt, id);
    }
}
