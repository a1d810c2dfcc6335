// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.util.Arrays;
import java.util.List;

/** The latencies of single calls in nanoseconds; all are kept, so percentiles are exact. */
public final class Latencies {
    private long[] nanos = new long[1024];
    private int size;

    static Latencies merge(List<Latencies> parts) {
        Latencies all = new Latencies();
        for (Latencies part : parts) {
            for (int i = 0; i < part.size; i++) {
                all.add(part.nanos[i]);
            }
        }
        Arrays.sort(all.nanos, 0, all.size);
        return all;
    }

    void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = duration;
    }

    public int count() {
        return size;
    }

    /**
     * A percentile of merged latencies, in milliseconds; NaN without calls.
     *
     * @param share above 0, at most 1
     */
    public double millis(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * size);
        return nanos[Math.max(rank, 1) - 1] / 1e6;
    }
}
