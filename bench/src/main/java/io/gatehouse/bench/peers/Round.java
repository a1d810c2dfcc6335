// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Load;

/**
 * One measurement of one operation of one peer.
 *
 * @param cpuMillis of the peer's process, over the whole measurement
 * @param databaseMillis the same of the database
 */
record Round(
        String peer,
        PeerOperation operation,
        Load.Outcome outcome,
        long cpuMillis,
        long databaseMillis) {

    /** CPU-ms of both for one request. */
    double cpuPerOperation() {
        return (double) (cpuMillis + databaseMillis) / Math.max(outcome.latencies().count(), 1);
    }

    /** CPU-ms of the database alone. */
    double databasePerOperation() {
        return (double) databaseMillis / Math.max(outcome.latencies().count(), 1);
    }
}
