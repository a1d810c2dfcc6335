// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.AddBean;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({DatabaseExtension.class, FakeProducts.class})
@HelidonTest
@AddBean(FakePayments.class)
class OrderDatabaseAwayIT {
    @Inject private WebTarget target;

    @AfterEach
    void bringBack() {
        DatabaseExtension.postgres().start();
    }

    @Test
    void anyRouteWhenTheDatabaseIsAwayThenUnavailableAndWellAgainAfterwards() {
        UUID customer = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Http anybody = Http.at(target.getUri());
        String order = Requests.order(id, customer);
        DatabaseExtension.postgres().stop();

        HttpAnswer list = anybody.customer(customer).get("/orders");
        HttpAnswer add = anybody.workload("products").post("/microservice/orders/add", order);
        DatabaseExtension.postgres().start();
        HttpAnswer healed = anybody.workload("products").post("/microservice/orders/add", order);

        assertThat(list.status()).isEqualTo(503);
        assertThat(list.code()).isEqualTo("unavailable");
        assertThat(list.header("Retry-After")).hasValue("1");
        assertThat(add.status()).isEqualTo(503);
        assertThat(healed.status()).isEqualTo(201);
        assertThat(healed.field("status")).isEqualTo("PAID");
    }
}
