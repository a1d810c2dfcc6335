// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.server.Metrics;
import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that come after another one has moved the order on. */
@HelidonTest
class LateStepIT extends OrderFixture {
    // So late that no worker of another test takes the order.
    private static final Duration NOT_DUE = Duration.ofDays(1000);

    @Inject private Transactions transactions;
    @Inject private OrderRepository orders;
    @Inject private PlaceOrder place;
    @Inject private Clock clock;
    @Inject private MetricRegistry registry;

    @ParameterizedTest
    @EnumSource
    void moveWhenTheOrderIsInAnyStateThenOnlyFromTheStateExpected(OrderStatus found) {
        for (OrderStatus believed : OrderStatus.values()) {
            for (OrderMove move : OrderMove.values()) {
                Order stored = stored(found);

                if (believed != move.from()) {
                    assertThatThrownBy(() -> move(stored, believed, 0, move))
                            .isInstanceOf(IllegalStateException.class);
                    assertThat(read(stored.id())).isEqualTo(stored);
                } else if (believed == found) {
                    assertThat(move(stored, believed, 0, move)).contains(read(stored.id()));
                    assertThat(read(stored.id()).status()).isEqualTo(move.to());
                } else {
                    assertThat(move(stored, believed, 0, move)).isEmpty();
                    assertThat(read(stored.id())).isEqualTo(stored);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void moveWhenARefundWasRefusedMeanwhileThenNothingMoves(OrderMove move) {
        Order stored = stored(move.from());

        assertThat(move(stored, move.from(), 1, move)).isEmpty();

        assertThat(read(stored.id())).isEqualTo(stored);
    }

    static List<PaymentGateway.Charge> outcomes() {
        return List.of(new PaymentGateway.Paid(), new PaymentGateway.Declined());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void settleWhenCancelledMeanwhileThenStaysCancelledAndCountsOnce(
            PaymentGateway.Charge outcome) {
        payments.onCharge(_ -> new PaymentGateway.Unknown());
        add();
        Order pending = read(id);
        long paid = finished("PAID");
        long cancelled = finished("CANCELLED");
        payments.onCharge(_ -> {
            payments.reset();
            add();
            cancel();
            return outcome;
        });

        Order settled = place.resume(pending);

        assertThat(settled.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(read(id)).isEqualTo(settled);
        assertThat(payments.refunds(id)).isEqualTo(1);
        assertThat(finished("PAID")).isEqualTo(paid + 1);
        assertThat(finished("CANCELLED")).isEqualTo(cancelled + 1);
    }

    @Test
    void cancelWhenAnotherFinishedItMeanwhileThenSaysCancelledAndCountsOnce() {
        add();
        long cancelled = finished("CANCELLED");
        payments.onRefund(_ -> {
            payments.reset();
            cancel();
            return new PaymentGateway.Refunded();
        });

        HttpAnswer late = cancel();

        assertThat(late.field("status")).isEqualTo("CANCELLED");
        assertThat(finished("CANCELLED")).isEqualTo(cancelled + 1);
    }

    private Order stored(OrderStatus status) {
        Order order = order(UUID.randomUUID(), status, 0, clock.instant());
        transactions.run(session ->
                orders.insert(
                        session, order, "hash", Optional.empty(), order.createdAt().plus(NOT_DUE)));
        return order;
    }

    private Optional<Order> move(Order stored, OrderStatus believed, int refusals, OrderMove move) {
        Order expected = order(stored.id(), believed, refusals, stored.createdAt());
        Instant now = clock.instant();
        return transactions.run(
                session -> orders.move(session, expected, move, now, now.plus(NOT_DUE)));
    }

    private Order order(UUID order, OrderStatus status, int refusals, Instant created) {
        Money price = new Money(1500, "EUR");
        OrderLine line = new OrderLine(UUID.randomUUID(), "Mug", 1, price);
        return new Order(
                order, customer, status, List.of(line), price, "card", refusals, created, created);
    }

    private Order read(UUID order) {
        return transactions.run(session -> orders.get(session, order));
    }

    private long finished(String status) {
        return registry.counter(
                        Metrics.named("orders", "Orders finished, by their last status."),
                        new Tag("status", status))
                .getCount();
    }
}
