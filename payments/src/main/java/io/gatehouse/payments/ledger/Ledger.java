// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import io.gatehouse.payments.Money;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Appends entries to the ledger; each method runs in its caller's transaction. A transaction has
 * the id of its payment or refund, so a second entry of the same one fails.
 */
@ApplicationScoped
public class Ledger {

    /** Enters a payment: the provider owes the amount, sales have earned it. */
    public void paid(StatelessSession session, UUID payment, Money amount, Instant now) {
        append(session, payment, amount.amount(), amount.currency(), now);
    }

    /** Enters a refund: the reverse of a payment. */
    public void refunded(StatelessSession session, UUID refund, Money amount, Instant now) {
        append(session, refund, -amount.amount(), amount.currency(), now);
    }

    private static void append(
            StatelessSession session, UUID transaction, long owed, String currency, Instant now) {
        String sql =
                """
                INSERT INTO ledger_entry (transaction_id, account, amount, currency, created_at)
                VALUES (:id, 'provider', :owed, :currency, :now),
                       (:id, 'sales', :earned, :currency, :now)
                """;
        session.createNativeMutationQuery(sql)
                .setParameter("id", transaction)
                .setParameter("owed", owed)
                .setParameter("earned", -owed)
                .setParameter("currency", currency)
                .setParameter("now", now)
                .executeUpdate();
    }
}
