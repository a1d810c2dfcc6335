// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.List;

/**
 * The sum of each account of the ledger, and what is wrong with the books: all three numbers are 0
 * when they are right.
 *
 * @param imbalance how far the sum of each currency is from zero, over all currencies, in cents
 * @param missing the number of payments and refunds that moved money without two entries
 * @param unfounded the number of entries that no payment or refund accounts for
 */
record TrialBalance(List<Balance> accounts, long imbalance, long missing, long unfounded) {
    TrialBalance {
        accounts = List.copyOf(accounts);
    }

    static TrialBalance of(List<Balance> accounts, long missing, long unfounded) {
        return new TrialBalance(accounts, imbalance(accounts), missing, unfounded);
    }

    private static long imbalance(List<Balance> accounts) {
        return accounts.stream()
                .collect(groupingBy(Balance::currency, summingLong(Balance::amount)))
                .values()
                .stream()
                .mapToLong(Math::abs)
                .sum();
    }

    /**
     * The sum of all entries of one account in one currency.
     *
     * @param amount in cents; negative where the account gave more than it got
     */
    record Balance(String account, long amount, String currency) {}
}
