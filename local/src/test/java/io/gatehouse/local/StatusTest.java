// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.local.process.ProcessRecord;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusTest {
    private static final ProcessRecord STARTED =
            new ProcessRecord(LauncherLock.NAME, ProcessHandle.current(), 0);
    private static final Instant LATER = STARTED.started().plusSeconds(1);

    @Test
    void obstacleWhenTheLauncherIsNotReadyYetThenStarts() {
        assertThat(Status.obstacle(Optional.of(STARTED))).isEqualTo("Gatehouse is starting.");
    }

    @Test
    void obstacleWhenTheLauncherHasBegunToEndThenStops() {
        ProcessRecord ready = STARTED.observed(true, LATER);

        for (ProcessRecord before : new ProcessRecord[] {STARTED, ready}) {
            assertThat(Status.obstacle(Optional.of(before.stopping(LATER))))
                    .isEqualTo("Gatehouse is stopping.");
        }
    }

    @Test
    void obstacleWhenTheLauncherIsGoneThenWasKilled() {
        ProcessRecord gone = new ProcessRecord(LauncherLock.NAME, STARTED.pid(), Instant.EPOCH, 0);

        assertThat(Status.obstacle(Optional.of(gone))).startsWith("Gatehouse was killed;");
        assertThat(Status.obstacle(Optional.empty())).startsWith("Gatehouse was killed;");
    }
}
