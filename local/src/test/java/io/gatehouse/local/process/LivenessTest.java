// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LivenessTest {
    private static final Duration STARTING = Duration.ofSeconds(1);
    private static final Duration STARTED = Duration.ofMinutes(2);

    private final Liveness liveness = new Liveness(3, Duration.ofMinutes(1));

    @Test
    void isLostWhenThreeProbesFailInARowThenTrue() {
        assertThat(liveness.isLost(false, STARTED)).isFalse();
        assertThat(liveness.isLost(false, STARTED)).isFalse();
        assertThat(liveness.isLost(false, STARTED)).isTrue();
    }

    @Test
    void isLostWhenAProbeSucceedsBetweenThenCountsAnew() {
        liveness.isLost(false, STARTED);
        liveness.isLost(false, STARTED);
        liveness.isLost(true, STARTED);

        assertThat(liveness.isLost(false, STARTED)).isFalse();
    }

    @Test
    void isLostWhenProcessIsStillStartingThenFailuresDoNotCount() {
        liveness.restarted();

        for (int probe = 0; probe < 10; probe++) {
            assertThat(liveness.isLost(false, STARTING)).isFalse();
        }
    }

    @Test
    void isLostWhenProcessNeverStartsThenTrueInTheEnd() {
        liveness.restarted();
        liveness.isLost(false, STARTED);
        liveness.isLost(false, STARTED);

        assertThat(liveness.isLost(false, STARTED)).isTrue();
    }

    @Test
    void isLostWhenRestartedThenItMayStartAgain() {
        liveness.isLost(true, STARTED);
        liveness.isLost(false, STARTED);
        liveness.isLost(false, STARTED);

        liveness.restarted();

        assertThat(liveness.isLost(false, STARTING)).isFalse();
    }
}
