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
    private static final Lease LEASE = new Lease(Duration.ofSeconds(6), Duration.ofSeconds(3));

    @ParameterizedTest
    @CsvSource({"0,6", "1,1", "2,2", "3,3", "4,3", "9999999999,3"})
    void untilWhenTriedByWorkersThenShortAndLongerUpToTheLongest(long attempts, long seconds) {
        assertThat(LEASE.until(Instant.EPOCH, attempts))
                .isEqualTo(Instant.EPOCH.plusSeconds(seconds));
    }

    @Test
    void newWhenItWouldShrinkThenRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lease(Duration.ofSeconds(6), Duration.ofMillis(999)));
    }
}
