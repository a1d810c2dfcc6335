// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTest {
    private static final Lease LEASE = new Lease(Duration.ofSeconds(15), Duration.ofMinutes(2));

    @ParameterizedTest
    @CsvSource({"0,15", "1,30", "2,60", "3,120", "4,120", "9999999999,120"})
    void untilWhenTriedBeforeThenLongerUpToTheLongest(long attempts, long seconds) {
        assertThat(LEASE.until(Instant.EPOCH, attempts))
                .isEqualTo(Instant.EPOCH.plusSeconds(seconds));
    }

    @Test
    void newWhenItWouldShrinkThenRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lease(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
