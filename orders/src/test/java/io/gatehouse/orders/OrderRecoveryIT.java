// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deaths at each point of an order's life, and the worker that heals them. */
@HelidonTest
class OrderRecoveryIT extends OrderFixture {
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject private Transactions transactions;
    @Inject private OrderRepository orders;
    @Inject private OpenOrders open;
    @Inject private ProductsClient productsClient;
    @Inject private OrderMetrics metrics;
    @Inject private OrdersConfig config;

    private Duration later;

    @BeforeEach
    void waitAnHour() {
        later = HOUR;
    }

    @Test
    void roundWhenTheServiceDiedBeforeChargingThenChargedAndPaid() {
        payments.onCharge(_ -> {
            throw new IllegalStateException("died");
        });
        assertThat(add().status()).isEqualTo(500);
        assertThat(status()).isEqualTo("PENDING");
        payments.reset();

        drain(worker());

        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void roundWhenTheOutcomeStaysUnknownThenTriedAgainOnlyAfterTheLease() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        add();

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
        add();
        later = Duration.ZERO;

        drain(worker());

        assertThat(payments.charges(id)).isEqualTo(1);
    }

    @Test
    void roundWhenDeclinedAtLastThenDeclined() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        add();
        payments.onCharge(_ -> new PaymentGateway.Declined());

        drain(worker());

        assertThat(status()).isEqualTo("DECLINED");
        assertThat(add().field("status")).isEqualTo("DECLINED");
    }

    @Test
    void roundWhenTheRefundWasUnknownThenRefundedReleasedCancelled() {
        add();
        payments.onRefund(_ -> new PaymentGateway.Unknown());
        assertThat(cancel().status()).isEqualTo(202);
        assertThat(FakeProducts.releases(id)).isZero();
        payments.reset();

        drain(worker());

        assertThat(status()).isEqualTo("CANCELLED");
        assertThat(FakeProducts.releases(id)).isEqualTo(1);
        assertThat(cancel().status()).isEqualTo(200);
    }

    @Test
    void roundWhenProductsWasAwayThenReleasedAndCancelledWhenItIsBack() {
        add();
        FakeProducts.answer(500);
        assertThat(cancel().status()).isEqualTo(202);
        drain(worker());
        assertThat(status()).isEqualTo("CANCELLING");
        FakeProducts.answer(204);
        later = later.plus(HOUR);

        drain(worker());

        assertThat(status()).isEqualTo("CANCELLED");
    }

    @Test
    void roundWhenTheServiceDiedWhileRefundingThenCancelledAtLast() {
        add();
        payments.onRefund(_ -> {
            throw new IllegalStateException("died");
        });
        assertThat(cancel().status()).isEqualTo(500);
        payments.reset();

        drain(worker());

        assertThat(status()).isEqualTo("CANCELLED");
    }

    @Test
    void roundWhenTheRefundIsRefusedAtLastThenPaidAgainAndLeftAlone() {
        add();
        payments.onRefund(_ -> new PaymentGateway.Unknown());
        assertThat(cancel().status()).isEqualTo(202);
        payments.onRefund(_ -> new PaymentGateway.Refused());

        drain(worker());
        later = later.plus(HOUR);
        drain(worker());

        assertThat(status()).isEqualTo("PAID");
        assertThat(payments.refunds(id)).isEqualTo(2);
        assertThat(FakeProducts.releases(id)).isZero();
    }

    @Test
    void roundWhenTheServiceDiedBetweenTheRefusalAndItsRecordThenPaidAgainOnce() {
        add();
        payments.onRefund(_ -> new PaymentGateway.Refused());
        diesAfter(payments::refund);
        assertThat(status()).isEqualTo("CANCELLING");
        payments.reset();

        drain(worker());
        drain(worker());

        assertThat(status()).isEqualTo("PAID");
        assertThat(cancel().field("status")).isEqualTo("CANCELLED");
        assertThat(payments.decided(id))
                .containsExactlyInAnyOrder(
                        new PaymentGateway.Refused(), new PaymentGateway.Refunded());
    }

    /** A cancel whose process ends when the call has had its effect. */
    private void diesAfter(Consumer<Order> call) {
        Instant now = Instant.now();
        transactions.run(session -> {
            Order paid = orders.get(session, id);
            return orders.move(session, paid, OrderMove.CANCEL, now, now).orElseThrow();
        });
        call.accept(transactions.read(session -> orders.get(session, id)));
    }

    @Test
    void roundWhenPaymentsIsAwayThenOneChargeARoundAndAllInOneWhenItIsBack() {
        forgetOthers();
        payments.beAway();
        List<UUID> pending = pending(5);

        assertThat(worker().round()).isEqualTo(1);
        assertThat(worker().round()).isEqualTo(1);
        assertThat(pending.stream().mapToInt(payments::charges).sum()).isEqualTo(5 + 2);
        payments.reset();
        later = later.plusSeconds(3);

        assertThat(worker().round()).isEqualTo(5);
        assertThat(pending).allSatisfy(order -> assertThat(status(order)).isEqualTo("PAID"));
    }

    @Test
    void roundWhenProductsIsAwayThenOneReleaseARound() {
        forgetOthers();
        FakeProducts.answer(503);
        for (int i = 0; i < 3; i++) {
            id = UUID.randomUUID();
            add();
            cancel();
        }

        assertThat(worker().round()).isEqualTo(1);
        FakeProducts.answer(204);
        later = later.plusSeconds(3);

        assertThat(worker().round()).isEqualTo(3);
    }

    /** The orders that other tests left unfinished. */
    private static void forgetOthers() {
        Rows.update("DELETE FROM open_order");
    }

    private List<UUID> pending(int number) {
        List<UUID> pending = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            UUID next = UUID.randomUUID();
            products.post(ADD, Requests.order(next, customer));
            pending.add(next);
        }
        return pending;
    }

    private String status(UUID order) {
        return alice.get("/orders/" + order).field("status");
    }

    @Test
    void roundWhenTwoInstancesRunThenEachOrderIsTakenOnce() {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        List<UUID> pending = pending(30);

        Parallel.times(
                2,
                () -> {
                    drain(worker());
                    return true;
                });

        assertThat(pending).allMatch(order -> payments.charges(order) == 2);
    }

    private static void drain(UnfinishedOrders worker) {
        while (worker.round() > 0) {
            // Each round takes what is due; a lease keeps it from being due again.
        }
    }

    private UnfinishedOrders worker() {
        Clock clock =
                Clock.fixed(Clock.systemUTC().instant().plus(later), Clock.systemUTC().getZone());
        MoveOrder moves = new MoveOrder(transactions, orders, metrics, clock);
        PlaceOrder place =
                new PlaceOrder(transactions, orders, open, payments, moves, clock, config);
        CancelOrder cancel =
                new CancelOrder(
                        transactions, orders, payments, productsClient, moves, clock, config);
        return new UnfinishedOrders(transactions, orders, place, cancel, metrics, clock, config);
    }
}
