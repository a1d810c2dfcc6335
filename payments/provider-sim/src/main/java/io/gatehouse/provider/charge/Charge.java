// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import java.time.Instant;
import java.util.Optional;

/**
 * A charge as it is at one time.
 *
 * @param key the idempotency key under which it was made
 * @param amount in minor units, of which {@code refunded} were given back
 */
public record Charge(
        String id,
        String key,
        Status status,
        Optional<DeclineCode> declineCode,
        long amount,
        String currency,
        Optional<String> reference,
        long refunded,
        Instant created) {

    /** The charge of a request whose bank has not answered. */
    static Charge processing(String id, String key, ChargeRequest request, Instant created) {
        return new Charge(
                id,
                key,
                Status.PROCESSING,
                Optional.empty(),
                request.amount(),
                request.currency(),
                request.reference(),
                0,
                created);
    }

    Charge decided(Optional<DeclineCode> decline) {
        Status decided = decline.isPresent() ? Status.DECLINED : Status.SUCCEEDED;
        return new Charge(
                id, key, decided, decline, amount, currency, reference, refunded, created);
    }

    Charge givenBack(long part) {
        return new Charge(
                id,
                key,
                status,
                declineCode,
                amount,
                currency,
                reference,
                refunded + part,
                created);
    }

    /** What may still be given back. */
    long refundable() {
        return status == Status.SUCCEEDED ? amount - refunded : 0;
    }
}
