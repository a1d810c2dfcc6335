// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.work.CrashPoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Produces the database and its transactions from the keys {@code gatehouse.database.*}. */
@ApplicationScoped
public class DatabaseProducer {

    @Produces
    @Singleton
    Database database(ConfigKeys keys, MetricRegistry metrics) {
        return Database.open(DatabaseConfig.from(keys), new PoolMetrics(metrics));
    }

    void close(@Disposes Database database) {
        database.close();
    }

    @Produces
    @Singleton
    Transactions transactions(
            Database database,
            MetricRegistry metrics,
            CrashPoints crashes,
            RandomGenerator random) {
        return new Transactions(
                database, new TransactionMetrics(metrics), crashes, random, System::nanoTime);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck schema(Database database, ConfigKeys keys) {
        String service = keys.text("gatehouse.service");
        return new SchemaReadiness(
                database, Migrations.highest(service, DatabaseProducer.class.getClassLoader()));
    }
}
