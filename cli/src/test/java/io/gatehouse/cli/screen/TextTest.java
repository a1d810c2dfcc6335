// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.wire.Money;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "1234,EUR,12.34 EUR",
        "5,EUR,0.05 EUR",
        "0,EUR,0.00 EUR",
        "-250,EUR,-2.50 EUR",
        "500,JPY,500 JPY",
        "1234,???,12.34 ???"
    })
    void moneyWhenMinorUnitsThenDecimals(long amount, String currency, String expected) {
        assertThat(Text.money(new Money(amount, currency))).isEqualTo(expected);
    }

    @Test
    void timeWhenZoneIsGivenThenLocal() {
        Instant noon = Instant.parse("2026-07-01T12:00:00Z");

        assertThat(Text.time(noon, ZoneId.of("Europe/Berlin"))).isEqualTo("2026-07-01 14:00");
    }
}
