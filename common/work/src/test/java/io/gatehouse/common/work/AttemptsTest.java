// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import java.time.Duration;
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
                    new Random(1),
                    time::nanoTime,
                    pause -> {
                        pauses.add(pause);
                        time.advance(pause);
                    });
    private int calls;

    @Test
    void withinWhenTheFirstCallTellsThenCallsOnce() {
        assertThat(attempts.within(Duration.ofDays(1), () -> answerAt(1))).contains("done");

        assertThat(calls).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void withinWhenALaterCallTellsThenPausesLongerEachTime() {
        assertThat(attempts.within(Duration.ofDays(1), () -> answerAt(4))).contains("done");

        assertThat(pauses).hasSize(3).isSorted();
    }

    @Test
    void withinWhenNoCallTellsThenGivesUpAfterSix() {
        assertThat(attempts.within(Duration.ofDays(1), () -> answerAt(99))).isEmpty();

        assertThat(calls).isEqualTo(6);
    }

    @Test
    void withinWhenTheDeadlineIsNearThenDoesNotPausePastIt() {
        Duration budget = Duration.ofMillis(400);

        assertThat(attempts.within(budget, () -> answerAt(99))).isEmpty();

        assertThat(time.nanoTime()).isLessThanOrEqualTo(budget.toNanos());
        assertThat(calls).isBetween(2, 4);
    }

    @Test
    void withinWhenInterruptedThenStopsAndKeepsTheMark() {
        Attempts stopping =
                new Attempts(
                        new Random(1),
                        time::nanoTime,
                        _ -> {
                            throw new InterruptedException();
                        });

        assertThat(stopping.within(Duration.ofDays(1), () -> answerAt(99))).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).isEqualTo(1);
    }

    private Optional<String> answerAt(int number) {
        calls++;
        return calls == number ? Optional.of("done") : Optional.empty();
    }
}
