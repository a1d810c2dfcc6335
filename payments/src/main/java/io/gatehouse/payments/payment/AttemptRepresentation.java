// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The JSON representation of an attempt. */
record AttemptRepresentation(
        Optional<UUID> refundId,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Attempt.Outcome> outcome) {

    static AttemptRepresentation of(Attempt attempt) {
        return new AttemptRepresentation(
                attempt.refundId(), attempt.startedAt(), attempt.endedAt(), attempt.outcome());
    }
}
