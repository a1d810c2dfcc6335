// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.fault;

import io.gatehouse.provider.wire.Refusal;
import java.util.stream.DoubleStream;

/**
 * The faults that are switched on. A rate is the share of requests that meet the fault, 0 to 1.
 *
 * @param latencyMillis how much longer each answer takes, at most a minute
 * @param errorRate answered with 500 before anything is done
 * @param hangRate never answered, and nothing is done
 * @param resetAfterSuccessRate charges and refunds that are made, after which the connection ends
 *     without an answer
 * @param declineRate charges declined that would have succeeded
 * @param duplicateWebhooks each event is sent twice
 */
public record Faults(
        long latencyMillis,
        double errorRate,
        double hangRate,
        double resetAfterSuccessRate,
        double declineRate,
        boolean duplicateWebhooks) {
    private static final long LONGEST = 60_000;

    /** None is switched on. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, false);

    public Faults {
        if (latencyMillis < 0 || latencyMillis > LONGEST) {
            throw Refusal.malformed("latencyMillis must be from 0 to 60000.");
        }
        if (!DoubleStream.of(errorRate, hangRate, resetAfterSuccessRate, declineRate)
                .allMatch(rate -> rate >= 0 && rate <= 1)) {
            throw Refusal.malformed("Each rate must be from 0 to 1.");
        }
    }
}
