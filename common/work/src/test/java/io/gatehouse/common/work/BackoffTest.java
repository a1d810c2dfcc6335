// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(1), ceiling -> ceiling.dividedBy(2));

    @ParameterizedTest
    @CsvSource({"0,100", "1,200", "3,800", "4,1000", "63,1000", "9999999999,1000"})
    void ceilingWhenFailuresAreManyThenDoubledUpToTheLongest(long failures, long millis) {
        assertThat(BACKOFF.ceiling(failures)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void drawWhenDrawnOftenThenBetweenTheLeastAndTheCeilingAndNotAlwaysTheSame() {
        RandomGenerator random = new Random(1);

        assertThat(
                        IntStream.range(0, 100)
                                .mapToObj(_ -> BACKOFF.draw(1, random))
                                .distinct()
                                .toList())
                .hasSizeGreaterThan(50)
                .allMatch(wait -> wait.toMillis() >= 100 && wait.toMillis() <= 200);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-1,1", "2,1"})
    void newWhenItWouldNotGrowThenRefuses(long first, long longest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Backoff(
                                Duration.ofSeconds(first),
                                Duration.ofSeconds(longest),
                                _ -> Duration.ZERO));
    }
}
