// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.common.work.CrashPoints;
import io.helidon.microprofile.metrics.RegistryFactory;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Ways to the database of the tests. */
public final class SampleDatabase {
    private static final String PASSWORD_FILE = "gatehouse.database.password-file";

    private SampleDatabase() {}

    public static Database open(int connections) {
        return open(System.getProperty("gatehouse.database.url"), connections);
    }

    static Database open(String url, int connections) {
        return Database.open(config(url, connections), (_, _) -> new IMetricsTracker() {});
    }

    public static Transactions transactions(
            Database database, RandomGenerator random, LongSupplier nanoTime) {
        TransactionMetrics metrics = new TransactionMetrics(registry());
        return new Transactions(database, metrics, CrashPoints.none(), random, nanoTime);
    }

    static MetricRegistry registry() {
        return RegistryFactory.getInstance().getRegistry(MetricRegistry.APPLICATION_SCOPE);
    }

    static DatabaseConfig config(String url, int connections) {
        return new DatabaseConfig(
                url,
                System.getProperty("gatehouse.database.username"),
                new SecretFile(PASSWORD_FILE, Path.of(System.getProperty(PASSWORD_FILE))),
                connections);
    }
}
