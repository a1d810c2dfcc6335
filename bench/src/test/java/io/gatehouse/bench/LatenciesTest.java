// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void millisWhenOneToAHundredThenIsTheRankOfTheShare() {
        Latencies odd = new Latencies();
        Latencies even = new Latencies();
        LongStream.rangeClosed(1, 100)
                .forEach(i -> (i % 2 == 0 ? even : odd).add((101 - i) * 1_000_000));

        Latencies all = Latencies.merge(List.of(odd, even));

        assertThat(all.count()).isEqualTo(100);
        assertThat(all.millis(0.5)).isEqualTo(50);
        assertThat(all.millis(0.99)).isEqualTo(99);
        assertThat(all.millis(1)).isEqualTo(100);
    }

    @Test
    void millisWhenNothingWasMeasuredThenIsNoNumber() {
        assertThat(Latencies.merge(List.of()).millis(0.5)).isNaN();
    }

    @Test
    void mergeWhenThereAreMoreThanFitAtFirstThenKeepsAll() {
        Latencies many = new Latencies();
        LongStream.range(0, 5000).forEach(many::add);

        assertThat(Latencies.merge(List.of(many, many)).count()).isEqualTo(10_000);
    }
}
