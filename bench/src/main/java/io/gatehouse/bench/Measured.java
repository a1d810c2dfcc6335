// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.util.Map;

/** The result of one operation on one way, with the CPU time of each process in milliseconds. */
record Measured(Operation operation, Way way, Load.Outcome outcome, Map<String, Long> cpuMillis) {

    Measured {
        cpuMillis = Map.copyOf(cpuMillis);
    }

    double cpuPerOperation(String process) {
        return (double) cpuMillis.getOrDefault(process, 0L)
                / Math.max(outcome.latencies().count(), 1);
    }

    double cpuPerOperation() {
        return cpuMillis.keySet().stream().mapToDouble(this::cpuPerOperation).sum();
    }
}
