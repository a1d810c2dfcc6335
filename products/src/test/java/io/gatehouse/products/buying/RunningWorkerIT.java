// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The worker as the service starts it, and what operators see of it. */
@HelidonTest
@AddConfig(key = "products.recovery.interval", value = "PT0.05S")
@AddConfig(key = "products.recovery.lease", value = "PT0.1S")
@AddConfig(key = "products.demo-catalogue", value = "true")
class RunningWorkerIT extends PurchaseFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @Test
    void serviceWhenOrdersComesBackThenFinishesThePurchaseByItselfAndCountsIt() {
        FakeOrders.behave(Behaviour.FAIL);
        assertThat(buy().status()).isEqualTo(202);
        FakeOrders.behave(Behaviour.PAID);

        await().atMost(PATIENCE).until(() -> Shop.pieces(product).sold() > 0);
        // It counts what it has done, so after the piece is sold.
        await().atMost(PATIENCE).until(() -> metrics().contains("gatehouse_purchases_age_seconds"));

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        assertThat(metrics())
                .contains("gatehouse_purchases_total{")
                .contains("outcome=\"pending\"")
                .contains("gatehouse_purchases_age_seconds")
                .contains("gatehouse_purchases_order_calls_total")
                .contains("gatehouse_purchases_recovery_attempts_total")
                .contains("gatehouse_purchases_oldest_open_seconds");
    }

    private String metrics() {
        return Http.at(admin.getUri()).get("/metrics").text();
    }
}
