// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/**
 * Deletes idempotency keys after their retention; from then on the same key means a new purchase.
 */
@ApplicationScoped
public class ExpiredKeys {
    /** Bounds the transaction: a longer one would conflict with more purchases. */
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final PurchaseKeys keys;
    private final Clock clock;

    @Inject
    public ExpiredKeys(Transactions transactions, PurchaseKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /** Deletes at most {@value #AT_ONCE} expired keys; returns their number. */
    public int delete() {
        Instant now = clock.instant();
        return transactions.runIdempotent(session -> keys.deleteExpired(session, now, AT_ONCE));
    }
}
