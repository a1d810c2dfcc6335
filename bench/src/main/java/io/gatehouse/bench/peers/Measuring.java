// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Caller;
import io.gatehouse.bench.Launched;
import io.gatehouse.bench.Load;
import io.gatehouse.bench.ProcessFigures;
import io.gatehouse.bench.Results;
import java.util.List;
import java.util.Map;

/** Measures an operation of a peer whose database is that of a system. */
record Measuring(Launched system, PeerOptions options, ProcessFigures figures, Results results) {
    private static final String DATABASE = "postgres";

    Round measure(Peer peer, PeerOperation operation) {
        List<Caller> callers = operation.callers(peer, options.connections());
        Load.run(callers, options.warmup());
        Map<String, Long> pids =
                Map.of(peer.name(), peer.pid(), DATABASE, system.processes().get(DATABASE));
        Map<String, Long> before = figures.cpuMillis(pids);
        Load.Outcome outcome = Load.run(callers, options.measured());
        Map<String, Long> after = figures.cpuMillis(pids);
        Round round =
                new Round(
                        peer.name(),
                        operation,
                        outcome,
                        after.get(peer.name()) - before.get(peer.name()),
                        after.get(DATABASE) - before.get(DATABASE));
        results.say(
                "%s %s: %.0f a second, %.2f CPU-ms, %.2f of it the database, %d failed"
                        .formatted(
                                operation.label(),
                                peer.name(),
                                outcome.perSecond(),
                                round.cpuPerOperation(),
                                round.databasePerOperation(),
                                outcome.failures()));
        return round;
    }
}
