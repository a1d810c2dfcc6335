// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.products.ProductsConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Lets recovery and cleaning run for as long as the service does. */
@ApplicationScoped
class BuyingWorker {
    // After Helidon's metrics (1010), which the database's first use needs, before its server.
    private static final int BEFORE_SERVER = 3500;
    private static final Duration CLEANING = Duration.ofMinutes(1);

    private final RepeatedWork recovery;
    private final RepeatedWork cleaning;

    @Inject
    BuyingWorker(
            ProductsConfig config,
            RandomGenerator random,
            UnfinishedPurchases unfinished,
            MetricRegistry metrics) {
        recovery =
                new RepeatedWork(
                                "unfinished-purchases",
                                config.recovery().interval(),
                                random,
                                unfinished::round)
                        .countedIn(metrics);
        cleaning =
                new RepeatedWork("expired-keys", CLEANING, random, unfinished::forgetKeys)
                        .countedIn(metrics);
    }

    void start(
            @Observes @Priority(BEFORE_SERVER) @Initialized(ApplicationScoped.class)
                    Object started) {
        recovery.start();
        cleaning.start();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object stopping) {
        recovery.close();
        cleaning.close();
    }
}
