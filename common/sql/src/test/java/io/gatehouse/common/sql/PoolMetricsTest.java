// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.PoolStats;
import io.helidon.microprofile.metrics.RegistryFactory;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {
    private final MetricRegistry registry =
            RegistryFactory.getInstance().getRegistry(MetricRegistry.APPLICATION_SCOPE);
    private final IMetricsTracker tracker =
            new PoolMetrics(registry).create("database", new FixedStats());

    @AfterEach
    void close() {
        tracker.close();
    }

    @Test
    void createWhenPoolHasNumbersThenEachIsUnderItsName() {
        assertThat(gauge("connections_active")).isEqualTo(5);
        assertThat(gauge("connections_idle")).isEqualTo(2);
        assertThat(gauge("connections_max")).isEqualTo(8);
        assertThat(gauge("connections_pending")).isEqualTo(3);
    }

    @Test
    void recordConnectionTimeoutWhenCalledThenCountsOne() {
        long before = timeouts();

        tracker.recordConnectionTimeout();

        assertThat(timeouts()).isEqualTo(before + 1);
    }

    @Test
    void closeWhenPoolEndsThenItsNumbersGo() {
        tracker.close();

        assertThat(registry.getNames())
                .noneMatch(name -> name.startsWith("gatehouse_database_connections_"));
    }

    private Object gauge(String name) {
        return registry.getGauge(new MetricID("gatehouse_database_" + name)).getValue();
    }

    private long timeouts() {
        return registry.counter("gatehouse_database_connection_timeouts").getCount();
    }

    private static final class FixedStats extends PoolStats {
        FixedStats() {
            super(0);
        }

        @Override
        protected void update() {
            activeConnections = 5;
            idleConnections = 2;
            maxConnections = 8;
            pendingThreads = 3;
        }
    }
}
