// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
@AddConfig(key = "orders.recovery.interval", value = "PT0.05S")
@AddConfig(key = "orders.recovery.lease", value = "PT0.1S")
class RunningWorkerIT extends OrderFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @Test
    void serviceWhenThePaymentIsKnownAtLastThenFinishesTheOrderByItselfAndCountsIt() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        add();
        payments.reset();

        await().atMost(PATIENCE).until(() -> status().equals("PAID"));
        // It counts what it has done, so after the order is paid.
        await().atMost(PATIENCE).until(() -> metrics().contains("gatehouse_orders_age_seconds"));

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
        return Http.at(admin.getUri()).get("/metrics").text();
    }
}
