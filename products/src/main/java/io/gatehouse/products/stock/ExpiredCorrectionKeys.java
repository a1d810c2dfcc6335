// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Deletes the keys of corrections after their retention. */
@ApplicationScoped
class ExpiredCorrectionKeys {
    private final Transactions transactions;
    private final CorrectionKeys keys;
    private final Clock clock;

    @Inject
    ExpiredCorrectionKeys(Transactions transactions, CorrectionKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /** Deletes all expired keys; returns their number. */
    int delete() {
        Instant now = clock.instant();
        return transactions.runIdempotent(session -> keys.deleteExpired(session, now));
    }
}
