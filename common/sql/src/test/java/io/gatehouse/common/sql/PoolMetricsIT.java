// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.testkit.DatabaseExtension;
import io.helidon.microprofile.metrics.RegistryFactory;
import java.util.Random;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
class PoolMetricsIT {
    private final MetricRegistry registry =
            RegistryFactory.getInstance().getRegistry(MetricRegistry.APPLICATION_SCOPE);

    @Test
    void poolWhenItsOnlyConnectionIsTakenThenTheNextOneWaitsInVainAndIsCounted() {
        DatabaseConfig config =
                SampleDatabase.config(System.getProperty("gatehouse.database.url"), 1);
        try (Database database = Database.open(config, new PoolMetrics(registry))) {
            Transactions transactions =
                    SampleDatabase.transactions(database, new Random(1), System::nanoTime);
            long before = timeouts();

            transactions.run(session -> {
                one(session);
                assertThatThrownBy(() -> transactions.run(PoolMetricsIT::one))
                        .isInstanceOf(ProblemException.class);
                assertThat(gauge("active")).isEqualTo(1);
                return one(session);
            });

            assertThat(timeouts()).isGreaterThan(before);
            assertThat(gauge("max")).isEqualTo(1);
            assertThat(gauge("pending")).isEqualTo(0);
        }
    }

    private Object gauge(String name) {
        return registry.getGauge(new MetricID("gatehouse_database_connections_" + name)).getValue();
    }

    private long timeouts() {
        return registry.counter("gatehouse_database_connection_timeouts").getCount();
    }

    private static Object one(StatelessSession session) {
        return session.createNativeQuery("SELECT 1", Integer.class).getSingleResult();
    }
}
