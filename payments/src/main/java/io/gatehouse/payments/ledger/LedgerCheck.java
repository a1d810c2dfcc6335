// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.ledger.TrialBalance.Balance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.util.List;
import org.hibernate.StatelessSession;

/** Checks the ledger against itself, and against payments and refunds. */
@ApplicationScoped
class LedgerCheck {
    private final Transactions transactions;
    private final LedgerMetrics metrics;

    @Inject
    LedgerCheck(Transactions transactions, LedgerMetrics metrics) {
        this.transactions = transactions;
        this.metrics = metrics;
    }

    /** Runs one round, whose result the metrics show. */
    void round() {
        TrialBalance books = trialBalance();
        metrics.imbalance(books.imbalance());
        metrics.missing(books.missing());
        metrics.unfounded(books.unfounded());
    }

    /** The books as they are; each query is a transaction of its own, so that none is long. */
    TrialBalance trialBalance() {
        return TrialBalance.of(
                transactions.read(LedgerCheck::accounts),
                transactions.read(LedgerCheck::missing),
                transactions.read(LedgerCheck::unfounded));
    }

    private static List<Balance> accounts(StatelessSession session) {
        String sql =
                """
                SELECT account, CAST(sum(amount) AS INT8) AS balance, currency
                FROM ledger_entry GROUP BY account, currency ORDER BY account, currency
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .getResultStream()
                .map(row ->
                        new Balance(
                                row.get("account", String.class),
                                row.get("balance", Long.class),
                                row.get("currency", String.class)))
                .toList();
    }

    /** The number of payments and refunds that moved money without two entries. */
    private static long missing(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM (
                    SELECT id FROM payment WHERE status = 'PAID'
                    UNION ALL
                    SELECT id FROM refund WHERE status = 'REFUNDED') AS moved
                WHERE (SELECT count(*) FROM ledger_entry WHERE transaction_id = moved.id) <> 2
                """;
        return session.createNativeQuery(sql, Long.class).getSingleResult();
    }

    /** The number of entries that no payment or refund accounts for. */
    private static long unfounded(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM ledger_entry WHERE NOT EXISTS (
                    SELECT 1 FROM payment WHERE id = transaction_id AND status = 'PAID')
                AND NOT EXISTS (
                    SELECT 1 FROM refund WHERE id = transaction_id AND status = 'REFUNDED')
                """;
        return session.createNativeQuery(sql, Long.class).getSingleResult();
    }
}
