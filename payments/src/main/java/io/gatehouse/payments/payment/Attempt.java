// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A call to the provider, or several within one budget.
 *
 * @param refundId of an attempt to refund
 * @param endedAt empty while it is under way, and if the service died meanwhile
 */
public record Attempt(
        UUID id,
        UUID paymentId,
        Optional<UUID> refundId,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Outcome> outcome) {

    /** What an attempt came to. */
    public enum Outcome {
        CHARGED,
        DECLINED,
        REFUNDED,
        REFUSED,
        UNKNOWN
    }

    /** An attempt to charge that begins. */
    public static Attempt toCharge(UUID id, UUID payment, Instant now) {
        return new Attempt(id, payment, Optional.empty(), now, Optional.empty(), Optional.empty());
    }

    /** An attempt to refund that begins. */
    public static Attempt toRefund(UUID id, Refund refund, Instant now) {
        return new Attempt(
                id,
                refund.paymentId(),
                Optional.of(refund.id()),
                now,
                Optional.empty(),
                Optional.empty());
    }
}
