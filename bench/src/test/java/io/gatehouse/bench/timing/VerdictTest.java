// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final RandomGenerator random = new SplittableRandom(7);

    private double[] times(double mean, double spread) {
        return random.doubles(2000).map(it -> mean + (it - 0.5) * spread).toArray();
    }

    @Test
    void twoOfOneKindAreEqual() {
        assertThat(new Verdict(times(45, 6), times(45, 6)).isEqual()).isTrue();
    }

    @Test
    void meansThatAreApartAreNotEqual() {
        Verdict verdict = new Verdict(times(45, 6), times(46.5, 6));

        assertThat(verdict.apart()).isBetween(-1.7, -1.3);
        assertThat(verdict.isEqual()).isFalse();
    }

    @Test
    void ranksTellWhatMeansDoNot() {
        Verdict verdict = new Verdict(times(45, 6), times(45.4, 6));

        assertThat(Math.abs(verdict.apart())).isLessThan(Verdict.MOST_APART);
        assertThat(verdict.chance()).isLessThan(Verdict.LEAST_CHANCE);
        assertThat(verdict.isEqual()).isFalse();
    }
}
