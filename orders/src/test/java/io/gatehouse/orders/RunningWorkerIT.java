// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.AddBean;
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
@ExtendWith({DatabaseExtension.class, FakeProducts.class})
@HelidonTest
@AddBean(FakePayments.class)
@AddConfig(key = "orders.recovery.interval", value = "PT0.05S")
@AddConfig(key = "orders.recovery.lease", value = "PT0.1S")
class RunningWorkerIT {
    @Inject private WebTarget target;
    @Inject private FakePayments payments;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @Test
    void serviceWhenThePaymentIsKnownAtLastThenFinishesTheOrderByItselfAndCountsIt() {
        UUID customer = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Http anybody = new Http(target.getUri(), Map.of());
        Http alice = anybody.customer(customer);
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        anybody.workload("products").post("/microservice/orders/add", Requests.order(id, customer));
        payments.reset();

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    while (!alice.get("/orders/" + id).text("status").equals("PAID")) {
                        Thread.onSpinWait();
                    }
                    // It counts what it has done, so after the order is paid.
                    while (!metrics().contains("gatehouse_orders_age_seconds")) {
                        Thread.onSpinWait();
                    }
                });

        assertThat(metrics())
                .contains("gatehouse_orders_total{")
                .contains("gatehouse_orders_age_seconds")
                .contains("gatehouse_orders_recovery_attempts_total")
                .contains("gatehouse_orders_oldest_unfinished_seconds")
                .contains("gatehouse_database_connections_active")
                .contains("gatehouse_database_connections_pending")
                .contains("gatehouse_database_connection_timeouts_total");
    }

    private String metrics() {
        byte[] body = new Http(admin.getUri(), Map.of()).get("/metrics").body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
