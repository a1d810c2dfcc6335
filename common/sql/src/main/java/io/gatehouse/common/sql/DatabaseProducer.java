// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Produces the database and its transactions from the keys {@code gatehouse.database.*}. */
@ApplicationScoped
public class DatabaseProducer {

    @Produces
    @Singleton
    Database database(
            @ConfigProperty(name = "gatehouse.database.url") String url,
            @ConfigProperty(name = "gatehouse.database.username") String username,
            @ConfigProperty(name = "gatehouse.database.password-file") Path passwordFile,
            @ConfigProperty(name = "gatehouse.database.pool-size", defaultValue = "8") int poolSize,
            MetricRegistry metrics) {
        return Database.open(
                new DatabaseConfig(url, username, passwordFile, poolSize),
                new PoolMetrics(metrics));
    }

    void close(@Disposes Database database) {
        database.close();
    }

    @Produces
    @Singleton
    Transactions transactions(Database database) {
        return new Transactions(database, new SecureRandom(), System::nanoTime);
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck schema(
            Database database, @ConfigProperty(name = "gatehouse.service") String service) {
        return new SchemaReadiness(
                database, Migrations.highest(service, DatabaseProducer.class.getClassLoader()));
    }
}
