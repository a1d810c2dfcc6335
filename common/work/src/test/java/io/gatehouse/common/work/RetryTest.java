// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), ceiling -> ceiling);

    private final TestClock time = new TestClock();
    private final List<Long> pauses = new ArrayList<>();
    private final Retry retry = retry(this::pause);

    @Test
    void againWhenThereIsTimeThenWaitsLongerEachTimeUntilItIsUp() {
        Retry.Tries tries = retry.within(Duration.ofSeconds(11));

        List<Boolean> again = Stream.generate(tries::again).limit(5).toList();

        assertThat(again).containsExactly(true, true, true, true, false);
        assertThat(pauses).containsExactly(1L, 2L, 4L, 4L);
    }

    @Test
    void againWhenTheWorkItselfTookTheTimeThenDoesNotWait() {
        Retry.Tries tries = retry.within(Duration.ofSeconds(5));
        time.advance(Duration.ofMillis(4001));

        assertThat(tries.again()).isFalse();

        assertThat(pauses).isEmpty();
    }

    @Test
    void succeededWhenFailuresCameBeforeThenTheNextWaitIsAFirstOne() {
        Retry.Tries tries = retry.within(Duration.ofDays(200_000));
        tries.again();
        tries.again();

        tries.succeeded();
        tries.again();

        assertThat(pauses).containsExactly(1L, 2L, 1L);
    }

    @Test
    void againWhenInterruptedThenEndsAndKeepsTheMark() {
        Retry stopping =
                retry(_ -> {
                    throw new InterruptedException();
                });

        assertThat(stopping.within(Duration.ofDays(1)).again()).isFalse();

        assertThat(Thread.interrupted()).isTrue();
    }

    private Retry retry(Retry.Pause pause) {
        return new Retry(BACKOFF, new Random(1), time::nanoTime, pause);
    }

    private void pause(Duration length) {
        pauses.add(length.toSeconds());
        time.advance(length);
    }
}
