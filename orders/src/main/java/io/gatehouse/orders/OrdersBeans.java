// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.work.Attempts;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Produces the configuration, keys, clients and repeated work of this service. */
@ApplicationScoped
class OrdersBeans {
    @Produces
    @Singleton
    OrdersConfig config(ConfigKeys keys) {
        return OrdersConfig.from(keys);
    }

    @Produces
    @Singleton
    SealingKeys sealingKeys(OrdersConfig config, SecureRandom random) {
        return SealingKeys.parse(config.sealKeysFile().lines(), random);
    }

    @Produces
    @Singleton
    ProductsClient products(
            PeerTls tls, OrdersConfig config, CrashPoints crashes, RandomGenerator random) {
        Attempts attempts = new Attempts(random, System::nanoTime, Thread::sleep);
        PeerClient peer = PeerClient.of(tls, "products", config.productsUrl(), crashes);
        return new ProductsClient(peer, attempts, config);
    }

    @Produces
    @Singleton
    PaymentGateway payments(PeerTls tls, OrdersConfig config, CrashPoints crashes) {
        PeerClient peer = PeerClient.of(tls, "payments", config.paymentsUrl(), crashes);
        return new PaymentsClient(peer, config.paymentsTimeout());
    }

    @Produces
    @Singleton
    RepeatedWork recovery(
            OrdersConfig config, RandomGenerator random, UnfinishedOrders unfinished) {
        return new RepeatedWork(
                "unfinished-orders", config.recoveryInterval(), random, unfinished::round);
    }
}
