// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.timing;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** How two kinds of requests compare that must not be told apart. */
final class Verdict {
    /** Of the means, in milliseconds: less is lost in what a network adds. */
    static final double MOST_APART = 1;

    /**
     * Below it, the ranks are not those of two equal kinds; of a thousand comparisons of equal
     * kinds one is below.
     */
    static final double LEAST_CHANCE = 0.001;

    private final double[] one;
    private final double[] other;

    /**
     * @param one times of the one kind, in milliseconds
     * @param other times of the other kind
     */
    Verdict(double[] one, double[] other) {
        this.one = one.clone();
        this.other = other.clone();
    }

    double[] one() {
        return one.clone();
    }

    double[] other() {
        return other.clone();
    }

    double apart() {
        return mean(one) - mean(other);
    }

    /** The chance of ranks like these, or less alike, if the kinds are equal (Mann-Whitney U). */
    double chance() {
        return MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.TWO_SIDED)
                .test(one, other)
                .getPValue();
    }

    boolean isEqual() {
        return Math.abs(apart()) <= MOST_APART && chance() >= LEAST_CHANCE;
    }

    static double mean(double[] times) {
        return Arrays.stream(times).average().orElseThrow();
    }

    static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
