// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.Attempts;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.idempotency.PurchaseKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Produces the clients and repeated work of this package. */
@ApplicationScoped
class BuyingBeans {
    private static final Duration CLEANING = Duration.ofMinutes(1);

    @Produces
    @Singleton
    RepeatedWork recovery(
            ProductsConfig config, RandomGenerator random, UnfinishedPurchases unfinished) {
        return new RepeatedWork(
                "unfinished-purchases", config.recovery().interval(), random, unfinished::round);
    }

    @Produces
    @Singleton
    RepeatedWork cleaning(
            Transactions transactions, Clock clock, PurchaseKeys keys, RandomGenerator random) {
        ExpiredRows expired = new ExpiredRows(transactions, clock, keys::deleteExpired);
        return new RepeatedWork("expired-keys", CLEANING, random, expired::delete);
    }

    @Produces
    @Singleton
    Attempts attempts(RandomGenerator random) {
        return new Attempts(random, System::nanoTime, Thread::sleep);
    }

    @Produces
    @Singleton
    OrdersClient orders(
            PeerTls tls,
            CrashPoints crashes,
            ProductsConfig config,
            Attempts attempts,
            PurchaseMetrics metrics) {
        PeerClient peer = PeerClient.of(tls, "orders", config.orders().url(), crashes);
        return new OrdersClient(peer, attempts, metrics, config.orders().timeout());
    }
}
