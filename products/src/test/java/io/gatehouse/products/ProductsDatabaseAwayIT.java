// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({DatabaseExtension.class, FakeOrders.class})
@HelidonTest
class ProductsDatabaseAwayIT {
    @Inject private WebTarget target;

    @AfterEach
    void bringBack() {
        DatabaseExtension.postgres().start();
    }

    @Test
    void anyRouteWhenTheDatabaseIsAwayThenUnavailableAndWellAgainAfterwards() {
        Shop shop = Shop.at(target.getUri());
        UUID customer = UUID.randomUUID();
        UUID product = shop.product(3);
        String key = Shop.key();
        DatabaseExtension.postgres().stop();

        HttpAnswer get = shop.customer(customer).get("/products/" + product);
        HttpAnswer buy = shop.buy(customer, key, product);
        DatabaseExtension.postgres().start();
        HttpAnswer healed = shop.buy(customer, key, product);

        assertThat(get.status()).isEqualTo(503);
        assertThat(get.code()).isEqualTo("unavailable");
        assertThat(get.header("Retry-After")).hasValue("1");
        assertThat(buy.status()).isEqualTo(503);
        assertThat(healed.status()).isEqualTo(201);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(2, 0, 1));
    }
}
