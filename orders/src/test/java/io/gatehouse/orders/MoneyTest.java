// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void timesWhenItFitsThenMultiplies() {
        assertThat(Money.euro(1999).times(3)).isEqualTo(Money.euro(5997));
    }

    @Test
    void timesWhenItOverflowsThenFails() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.euro(Long.MAX_VALUE / 2).times(3));
    }

    @Test
    void plusWhenItOverflowsThenFails() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.euro(Long.MAX_VALUE).plus(Money.euro(1)));
    }

    @Test
    void newWhenZeroThenTaken() {
        assertThat(Money.euro(0).amount()).isZero();
    }

    @Test
    void newWhenNegativeThenRefuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.euro(-1));
    }

    @Test
    void newWhenOtherCurrencyThenRefuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "USD"));
    }
}
