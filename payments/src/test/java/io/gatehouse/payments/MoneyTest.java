// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final Money TEN = new Money(10, "EUR");
    private static final Money THREE = new Money(3, "EUR");

    @Test
    void minusWhenLessThenTheDifference() {
        assertThat(TEN.minus(THREE)).isEqualTo(new Money(7, "EUR"));
        assertThat(TEN.minus(TEN)).isEqualTo(new Money(0, "EUR"));
    }

    @Test
    void minusWhenMoreThenRefuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> THREE.minus(TEN));
    }

    @Test
    void exceedsWhenComparedThenOnlyMore() {
        assertThat(TEN.exceeds(THREE)).isTrue();
        assertThat(TEN.exceeds(TEN)).isFalse();
        assertThat(THREE.exceeds(TEN)).isFalse();
    }

    @Test
    void newWhenNegativeOrOtherCurrencyThenRefuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(-1, "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "USD"));
    }
}
