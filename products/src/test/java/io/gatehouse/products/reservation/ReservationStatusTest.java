// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationStatusTest {
    @ParameterizedTest
    @CsvSource({
        "RESERVED, RESERVED, false",
        "RESERVED, COMMITTED, true",
        "RESERVED, RELEASED, true",
        "COMMITTED, RESERVED, false",
        "COMMITTED, COMMITTED, false",
        "COMMITTED, RELEASED, true",
        "RELEASED, RESERVED, false",
        "RELEASED, COMMITTED, false",
        "RELEASED, RELEASED, false"
    })
    void canBecomeWhenAnyPairThenOnlyTheKnownSteps(
            ReservationStatus from, ReservationStatus to, boolean allowed) {
        assertThat(from.canBecome(to)).isEqualTo(allowed);
    }
}
