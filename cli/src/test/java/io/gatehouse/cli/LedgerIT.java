// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerIT extends ShopFixture {

    @BeforeEach
    void setUp() {
        shell.signedIn(Duration.ofMinutes(5));
    }

    @Test
    void ledgerWhenRightThenBalancesAndZero() {
        gate.on("GET /payments/ledger", FakeGate.ok(books(0, 0, 0)));

        TestShell.Result result = shell.run("ledger");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .containsPattern("provider +12.50 EUR")
                .containsPattern("sales +-12.50 EUR");
        assertThat(result.err()).contains("The books are right.");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, 0, 5 cents out of balance",
        "0, 2, 0, 2 payments or refunds without entries",
        "0, 0, 3, 3 entries of no payment or refund"
    })
    void ledgerWhenWrongThenSaysWhatAndFails(
            int imbalance, int missing, int unfounded, String fault) {
        gate.on("GET /payments/ledger", FakeGate.ok(books(imbalance, missing, unfounded)));

        TestShell.Result result = shell.run("ledger");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err().replaceAll("\\s+", " ")).contains(fault);
    }

    @Test
    void ledgerWhenJsonThenTheAnswerAsItCameAndTheSameCode() {
        String wrong = books(1, 0, 0);
        gate.on("GET /payments/ledger", FakeGate.ok(wrong));

        TestShell.Result result = shell.run("ledger", "--json");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out().strip()).isEqualTo(wrong);
    }

    @Test
    void ledgerWhenNotOfThatRoleThenRefused() {
        gate.on("GET /payments/ledger", FakeGate.problem(403, "forbidden", "Not allowed"));

        TestShell.Result result = shell.run("ledger");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("Not allowed");
    }

    private static String books(int imbalance, int missing, int unfounded) {
        return """
        {"accounts":[{"account":"provider","amount":1250,"currency":"EUR"},\
        {"account":"sales","amount":-1250,"currency":"EUR"}],\
        "imbalance":%d,"missing":%d,"unfounded":%d}\
        """
                .formatted(imbalance, missing, unfounded);
    }
}
