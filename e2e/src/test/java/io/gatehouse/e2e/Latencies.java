// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.time.Duration;
import java.util.List;

/** How long requests took, the fastest first. */
public record Latencies(List<Duration> sorted) {
    public Latencies {
        sorted = sorted.stream().sorted().toList();
    }

    /**
     * The time below which a share of all lies; zero when there were none.
     *
     * @param share from 0 to 1
     */
    public Duration percentile(double share) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
    }
}
