// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.dpop.UsedProofs.Use;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsedProofsTest {
    private final TestClock clock = new TestClock();
    private final UsedProofs used = new UsedProofs(3, clock::nanoTime);

    @Test
    void useWhenUsedBeforeThenRepeatedAsLongAsItIsKept() {
        assertThat(use("a")).isEqualTo(Use.FIRST);
        assertThat(use("a")).isEqualTo(Use.REPEATED);

        clock.advance(UsedProofs.KEPT.minus(Duration.ofNanos(1)));
        assertThat(use("a")).isEqualTo(Use.REPEATED);

        clock.advance(Duration.ofNanos(1));
        assertThat(use("a")).isEqualTo(Use.FIRST);
    }

    /** Clients choose their ids by themselves, so two may choose the same one. */
    @Test
    void useWhenAnotherKeyHasTheSameIdThenFirst() {
        assertThat(use("a")).isEqualTo(Use.FIRST);

        assertThat(used.use(new Verdict.Proved("other", "a"))).isEqualTo(Use.FIRST);
    }

    @Test
    void useWhenFullThenNothingIsForgottenUntilItsTime() {
        use("a");
        clock.advance(Duration.ofSeconds(1));
        use("b");
        use("c");

        assertThat(use("d")).isEqualTo(Use.FULL);
        assertThat(use("a")).isEqualTo(Use.REPEATED);

        clock.advance(UsedProofs.KEPT.minusSeconds(1));
        assertThat(use("d")).isEqualTo(Use.FIRST);
        assertThat(use("e")).isEqualTo(Use.FULL);
        assertThat(use("b")).isEqualTo(Use.REPEATED);
    }

    @Test
    void useWhenHundredAtOnceThenOneIsTheFirst() {
        assertThat(Parallel.times(100, () -> use("a")))
                .containsOnly(Use.FIRST, Use.REPEATED)
                .containsOnlyOnce(Use.FIRST);
    }

    private Use use(String id) {
        return used.use(new Verdict.Proved("thumbprint", id));
    }
}
