// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker as the service starts it, and what operators see of it. */
@ExtendWith({DatabaseExtension.class, FakeOrders.class})
@HelidonTest
@AddConfig(key = "products.recovery.interval", value = "PT0.05S")
@AddConfig(key = "products.recovery.lease", value = "PT0.1S")
@AddConfig(key = "products.demo-catalogue", value = "true")
class RunningWorkerIT {
    @Inject private WebTarget target;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @Test
    void serviceWhenOrdersComesBackThenFinishesThePurchaseByItselfAndCountsIt() {
        Shop shop = Shop.at(target.getUri());
        UUID product = shop.product(4);
        FakeOrders.behave(Behaviour.FAIL);
        assertThat(shop.buy(UUID.randomUUID(), Shop.key(), product).status()).isEqualTo(202);
        FakeOrders.behave(Behaviour.PAID);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    while (Shop.pieces(product).sold() == 0) {
                        Thread.onSpinWait();
                    }
                    // It counts what it has done, so after the piece is sold.
                    while (!metrics().contains("gatehouse_purchases_age_seconds")) {
                        Thread.onSpinWait();
                    }
                });

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(3, 0, 1));
        assertThat(metrics())
                .contains("gatehouse_purchases_total{")
                .contains("outcome=\"pending\"")
                .contains("gatehouse_purchases_age_seconds")
                .contains("gatehouse_purchases_order_calls_total")
                .contains("gatehouse_purchases_recovery_attempts_total")
                .contains("gatehouse_purchases_oldest_open_seconds");
    }

    private String metrics() {
        byte[] body = new Http(admin.getUri(), Map.of()).get("/metrics").body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
