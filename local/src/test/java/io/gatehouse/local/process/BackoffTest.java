// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    @Test
    void afterWhenProcessKeepsDyingThenWaitsDoubleUpToTheLongest() {
        assertThat(Stream.generate(() -> backoff.after(SHORT).toSeconds()).limit(8))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void afterWhenProcessStayedUpThenWaitIsTheFirstAgain() {
        backoff.after(SHORT);
        backoff.after(SHORT);

        assertThat(backoff.after(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(SHORT)).isEqualTo(Duration.ofSeconds(2));
    }
}
