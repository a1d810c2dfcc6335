// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.payments.ledger.TrialBalance.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far the accounts of a ledger are out of balance. */
class TrialBalanceTest {
    @Test
    void imbalanceWhenThereIsNoAccountThenZero() {
        assertThat(imbalance()).isZero();
    }

    @Test
    void imbalanceWhenEachCurrencySumsToZeroThenZero() {
        assertThat(
                        imbalance(
                                new Balance("provider", 3000, "EUR"),
                                new Balance("provider", 500, "USD"),
                                new Balance("sales", -3000, "EUR"),
                                new Balance("sales", -500, "USD")))
                .isZero();
    }

    @Test
    void imbalanceWhenTwoCurrenciesAreOutThenBothCount() {
        assertThat(
                        imbalance(
                                new Balance("provider", 3005, "EUR"),
                                new Balance("provider", 495, "USD"),
                                new Balance("sales", -3000, "EUR"),
                                new Balance("sales", -500, "USD")))
                .isEqualTo(10);
    }

    private static long imbalance(Balance... accounts) {
        return TrialBalance.of(List.of(accounts), 0, 0).imbalance();
    }
}
