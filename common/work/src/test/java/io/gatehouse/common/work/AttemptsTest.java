// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final TestClock time = new TestClock();
    private final List<Duration> pauses = new ArrayList<>();
    private final Attempts attempts =
            new Attempts(
                    time,
                    new Random(1),
                    pause -> {
                        pauses.add(pause);
                        time.advance(pause);
                    });
    private int calls;

    @Test
    void untilWhenTheFirstCallTellsThenCallsOnce() {
        assertThat(attempts.until(Instant.MAX, () -> answerAt(1))).contains("done");

        assertThat(calls).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void untilWhenALaterCallTellsThenPausesLongerEachTime() {
        assertThat(attempts.until(Instant.MAX, () -> answerAt(4))).contains("done");

        assertThat(pauses).hasSize(3).isSorted();
    }

    @Test
    void untilWhenNoCallTellsThenGivesUpAfterSix() {
        assertThat(attempts.until(Instant.MAX, () -> answerAt(99))).isEmpty();

        assertThat(calls).isEqualTo(6);
    }

    @Test
    void untilWhenTheDeadlineIsNearThenDoesNotPausePastIt() {
        Instant deadline = time.instant().plusMillis(400);

        assertThat(attempts.until(deadline, () -> answerAt(99))).isEmpty();

        assertThat(time.instant()).isBeforeOrEqualTo(deadline);
        assertThat(calls).isBetween(2, 4);
    }

    @Test
    void untilWhenInterruptedThenStopsAndKeepsTheMark() {
        Attempts stopping =
                new Attempts(
                        time,
                        new Random(1),
                        _ -> {
                            throw new InterruptedException();
                        });

        assertThat(stopping.until(Instant.MAX, () -> answerAt(99))).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).isEqualTo(1);
    }

    private Optional<String> answerAt(int number) {
        calls++;
        return calls == number ? Optional.of("done") : Optional.empty();
    }
}
