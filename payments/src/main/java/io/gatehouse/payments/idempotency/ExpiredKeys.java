// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.idempotency;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Deletes idempotency keys after a day; from then on the same key means a new request. */
@ApplicationScoped
class ExpiredKeys {
    /** Bounds the transaction: a longer one would conflict with more requests. */
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final PaymentKeys keys;
    private final Clock clock;

    @Inject
    ExpiredKeys(Transactions transactions, PaymentKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /** Deletes at most {@value #AT_ONCE} expired keys; returns their number. */
    int delete() {
        Instant now = clock.instant();
        return transactions.runIdempotent(session -> keys.deleteExpired(session, now, AT_ONCE));
    }
}
