// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.AddBean;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deaths at each point of an order's life, and the worker that heals them. */
@ExtendWith({DatabaseExtension.class, FakeProducts.class})
@HelidonTest
@AddBean(FakePayments.class)
class OrderRecoveryIT {
    private static final String ADD = "/microservice/orders/add";
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject private WebTarget target;
    @Inject private FakePayments payments;
    @Inject private Transactions transactions;
    @Inject private OrderRepository orders;
    @Inject private ProductsClient productsClient;
    @Inject private OrderMetrics metrics;
    @Inject private OrdersConfig config;

    private Duration later;
    private UUID customer;
    private UUID id;
    private Http products;
    private Http alice;

    @BeforeEach
    void callers() {
        later = HOUR;
        customer = UUID.randomUUID();
        id = UUID.randomUUID();
        Http anybody = new Http(target.getUri(), Map.of());
        products = anybody.workload("products");
        alice = anybody.customer(customer);
        payments.reset();
        FakeProducts.answer(204);
    }

    @Test
    void roundWhenTheServiceDiedBeforeChargingThenChargedAndPaid() {
        payments.onCharge(_ -> {
            throw new IllegalStateException("died");
        });
        assertThat(products.post(ADD, Requests.order(id, customer)).status()).isEqualTo(500);
        assertThat(status()).isEqualTo("PENDING");
        payments.reset();

        drain(worker());

        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void roundWhenTheOutcomeStaysUnknownThenTriedAgainOnlyAfterTheLease() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        products.post(ADD, Requests.order(id, customer));

        drain(worker());
        drain(worker());
        assertThat(payments.charges(id)).isEqualTo(2);
        later = later.plus(HOUR);
        drain(worker());

        assertThat(payments.charges(id)).isEqualTo(3);
        assertThat(status()).isEqualTo("PENDING");
    }

    @Test
    void roundWhenTheLeaseIsFreshThenLeavesTheOrderToItsRequest() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        products.post(ADD, Requests.order(id, customer));
        later = Duration.ZERO;

        drain(worker());

        assertThat(payments.charges(id)).isEqualTo(1);
    }

    @Test
    void roundWhenDeclinedAtLastThenDeclined() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        products.post(ADD, Requests.order(id, customer));
        payments.onCharge(_ -> new PaymentGateway.Declined());

        drain(worker());

        assertThat(status()).isEqualTo("DECLINED");
        assertThat(products.post(ADD, Requests.order(id, customer)).text("status"))
                .isEqualTo("DECLINED");
    }

    @Test
    void roundWhenTheRefundWasUnknownThenRefundedReleasedCancelled() {
        products.post(ADD, Requests.order(id, customer));
        payments.onRefund(_ -> new PaymentGateway.Unknown());
        assertThat(alice.post("/orders/" + id + "/cancel").status()).isEqualTo(202);
        assertThat(FakeProducts.releases(id)).isZero();
        payments.reset();

        drain(worker());

        assertThat(status()).isEqualTo("CANCELLED");
        assertThat(FakeProducts.releases(id)).isEqualTo(1);
        assertThat(alice.post("/orders/" + id + "/cancel").status()).isEqualTo(200);
    }

    @Test
    void roundWhenProductsWasAwayThenReleasedAndCancelledWhenItIsBack() {
        products.post(ADD, Requests.order(id, customer));
        FakeProducts.answer(500);
        assertThat(alice.post("/orders/" + id + "/cancel").status()).isEqualTo(202);
        drain(worker());
        assertThat(status()).isEqualTo("CANCELLING");
        FakeProducts.answer(204);
        later = later.plus(HOUR);

        drain(worker());

        assertThat(status()).isEqualTo("CANCELLED");
    }

    @Test
    void roundWhenTheServiceDiedWhileRefundingThenCancelledAtLast() {
        products.post(ADD, Requests.order(id, customer));
        payments.onRefund(_ -> {
            throw new IllegalStateException("died");
        });
        assertThat(alice.post("/orders/" + id + "/cancel").status()).isEqualTo(500);
        payments.reset();

        drain(worker());

        assertThat(status()).isEqualTo("CANCELLED");
    }

    @Test
    void roundWhenTwoInstancesRunThenEachOrderIsTakenOnce() throws Exception {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        List<UUID> pending = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID next = UUID.randomUUID();
            products.post(ADD, Requests.order(next, customer));
            pending.add(next);
        }

        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = instances.submit(() -> drain(worker()));
            Future<?> second = instances.submit(() -> drain(worker()));
            first.get();
            second.get();
        }

        assertThat(pending).allMatch(order -> payments.charges(order) == 2);
    }

    private String status() {
        return alice.get("/orders/" + id).text("status");
    }

    private static void drain(UnfinishedOrders worker) {
        while (worker.round() > 0) {
            // Each round takes what is due; a lease keeps it from being due again.
        }
    }

    private UnfinishedOrders worker() {
        Clock clock =
                Clock.fixed(Clock.systemUTC().instant().plus(later), Clock.systemUTC().getZone());
        PlaceOrder place = new PlaceOrder(transactions, orders, payments, metrics, clock, config);
        CancelOrder cancel =
                new CancelOrder(
                        transactions, orders, payments, productsClient, metrics, clock, config);
        return new UnfinishedOrders(transactions, orders, place, cancel, metrics, clock, config);
    }
}
