// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import java.util.List;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Metrics of the connection pool: active, idle, maximum and pending connections, timeouts. */
final class PoolMetrics implements MetricsTrackerFactory {
    private static final String ACTIVE = "gatehouse_database_connections_active";
    private static final String IDLE = "gatehouse_database_connections_idle";
    private static final String MAX = "gatehouse_database_connections_max";
    private static final String PENDING = "gatehouse_database_connections_pending";
    private static final String TIMEOUTS = "gatehouse_database_connection_timeouts";

    private final MetricRegistry registry;

    PoolMetrics(MetricRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    @Override
    public IMetricsTracker create(String poolName, PoolStats stats) {
        registry.gauge(
                named(ACTIVE, "Connections in use."), stats, PoolStats::getActiveConnections);
        registry.gauge(
                named(IDLE, "Connections open and not in use."),
                stats,
                PoolStats::getIdleConnections);
        registry.gauge(
                named(MAX, "The most connections there may be."),
                stats,
                PoolStats::getMaxConnections);
        registry.gauge(
                named(PENDING, "Threads that wait for a connection."),
                stats,
                PoolStats::getPendingThreads);
        return new Tracker(
                registry,
                registry.counter(named(TIMEOUTS, "Waits that ended without a connection.")));
    }

    private static Metadata named(String name, String help) {
        return Metadata.builder().withName(name).withDescription(help).build();
    }

    private record Tracker(MetricRegistry registry, Counter timeouts) implements IMetricsTracker {
        @Override
        public void recordConnectionTimeout() {
            timeouts.inc();
        }

        /** Removes the gauges, which would otherwise report a closed pool and keep it in memory. */
        @Override
        public void close() {
            List.of(ACTIVE, IDLE, MAX, PENDING).forEach(registry::remove);
        }
    }
}
