// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.work.Attempts;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Puts together what the beans of this service cannot make themselves. */
@ApplicationScoped
class OrdersBeans {
    @Produces
    @Singleton
    OrdersConfig config(Config config) {
        return OrdersConfig.of(key -> config.getOptionalValue(key, String.class));
    }

    @Produces
    @Singleton
    ProductsClient products(PeerTls tls, OrdersConfig config) {
        Attempts attempts = new Attempts(random(), System::nanoTime, Thread::sleep);
        PeerClient peer = PeerClient.of(tls, "products", config.productsUrl());
        return new ProductsClient(peer, attempts, config);
    }

    @Produces
    @Singleton
    RepeatedWork recovery(
            OrdersConfig config, UnfinishedOrders unfinished, MetricRegistry metrics) {
        return new RepeatedWork(
                        "unfinished-orders", config.recoveryInterval(), random(), unfinished::round)
                .countedIn(metrics);
    }

    private static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
