// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void runWhenSomeCallsFailThenTheyAreCountedAndNotTimed() {
        AtomicInteger calls = new AtomicInteger();
        Caller everyOther = () -> calls.incrementAndGet() % 2 == 0;

        Load.Outcome outcome = Load.run(List.of(everyOther), () -> calls.get() == 9);

        assertThat(outcome.latencies().count()).isEqualTo(4);
        assertThat(outcome.failures()).isEqualTo(5);
        assertThat(outcome.perSecond()).isPositive();
    }

    @Test
    void runWhenACallerThrowsThenGivesUp() {
        Caller broken =
                () -> {
                    throw new IllegalStateException("broken");
                };

        assertThatThrownBy(() -> Load.run(List.of(broken), () -> false))
                .hasMessage("a caller gave up")
                .hasRootCauseMessage("broken");
    }
}
