// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.gate.table.Limit.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({
        "50, 50, SECOND, 1, [a SECOND 50]",
        "20, 5, SECOND, 1, '[a SECOND 20, a-minute MINUTE 300]'",
        "40, 20, MINUTE, 3, '[a MINUTE 40, a-hour HOUR 1200]'",
        "7, 7, MINUTE, 9, [a MINUTE 7]",
        "1000, 1000, HOUR, 4, [a HOUR 1000]",
        "2000, 1000, HOUR, 4, [a HOUR 2000]"
    })
    void windowsWhenCountedCentrallyThenABurstAndARate(
            int burst, int rate, Period per, int next, String windows) {
        Limit limit = new Limit("a", Limit.By.ADDRESS, false, burst, rate, per);

        assertThat(limit.secondsToNext()).isEqualTo(next);
        assertThat(
                        limit.windows().stream()
                                .map(it -> it.name() + " " + it.period() + " " + it.requests())
                                .toList())
                .hasToString(windows);
    }
}
