// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.ExpiredRows;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.products.idempotency.PurchaseKeys;
import io.gatehouse.products.reservation.Reservations;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders dying at each point of a purchase, and the worker that heals it. */
@HelidonTest
class PurchaseRecoveryIT extends PurchaseFixture {
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject private Transactions transactions;
    @Inject private PurchaseKeys keys;
    @Inject private Reservations reservations;
    @Inject private OrdersClient orders;
    @Inject private SettlePurchase settle;
    @Inject private PurchaseMetrics metrics;
    @Inject private ProductsConfig config;

    private Duration later;

    @BeforeEach
    void waitAnHour() {
        later = HOUR;
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"DROP", "FAIL", "KEEP_AND_DROP", "KEEP_AND_FAIL", "KEEP_AND_HANG", "NONSENSE"})
    void roundWhenOrdersDiedAtAnyPointThenOneOrderAndTheStockAddsUp(Behaviour death) {
        FakeOrders.behave(death);
        HttpAnswer accepted = buy();
        UUID order = UUID.fromString(accepted.field("id"));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.field("status")).isEqualTo("PENDING");
        assertThat(accepted.header("Location")).hasValue("/purchases/" + order);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 1, 0));
        FakeOrders.behave(Behaviour.PAID);
        drain(worker());

        assertThat(FakeOrders.knows(order)).isTrue();
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        HttpAnswer replay = buy();
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.field("id")).isEqualTo(order.toString());
    }

    @Test
    void buyWhenOrdersIsBackBeforeTheWorkerThenTheReplayFinishesIt() {
        FakeOrders.behave(Behaviour.FAIL);
        String order = buy().field("id");
        FakeOrders.behave(Behaviour.PAID);

        HttpAnswer replay = buy();

        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.field("id")).isEqualTo(order);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void roundWhenThePaymentIsStillOpenThenPendingUntilDeclinedAtLast() {
        FakeOrders.behave(Behaviour.PENDING);
        assertThat(buy().status()).isEqualTo(202);
        drain(worker());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 1, 0));
        FakeOrders.behave(Behaviour.DECLINED);
        later = later.plus(HOUR);

        drain(worker());

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
        assertThat(buy().status()).isEqualTo(402);
    }

    @Test
    void releaseWhenTheSaleWasNeverNotedThenTheStockIsBackAndTheReplayTellsOfTheOrder() {
        FakeOrders.behave(Behaviour.FAIL);
        String order = buy().field("id");
        shop.anybody()
                .workload("orders")
                .post("/microservice/products/release", "{\"orderId\":\"" + order + "\"}");
        FakeOrders.behave(Behaviour.CANCELLED);

        drain(worker());
        HttpAnswer replay = buy();

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.field("status")).isEqualTo("CANCELLED");
    }

    @Test
    void roundWhenTheLeaseIsFreshThenLeavesThePurchaseToItsRequest() {
        FakeOrders.behave(Behaviour.FAIL);
        UUID order = UUID.fromString(buy().field("id"));
        long calls = FakeOrders.calls(order);
        later = Duration.ZERO;

        drain(worker());

        assertThat(FakeOrders.calls(order)).isEqualTo(calls);
    }

    @Test
    void roundWhenTwoInstancesRunThenEachPurchaseIsTakenOnce() {
        FakeOrders.behave(Behaviour.FAIL);
        List<UUID> open = openPurchases(5);
        List<Long> before = open.stream().map(FakeOrders::calls).toList();

        Parallel.times(
                2,
                () -> {
                    drain(worker());
                    return true;
                });

        assertThat(open.stream().map(FakeOrders::calls).toList())
                .isEqualTo(before.stream().map(calls -> calls + 1).toList());
    }

    @Test
    void roundWhenOrdersIsAwayThenOneCallARoundAndAllAreDueSecondsLater() {
        forgetOthers();
        FakeOrders.behave(Behaviour.DROP);
        List<UUID> open = openPurchases(5);
        List<Long> before = open.stream().map(FakeOrders::calls).toList();

        assertThat(worker().round()).isEqualTo(1);
        assertThat(worker().round()).isEqualTo(1);
        assertThat(open.stream().mapToLong(FakeOrders::calls).sum())
                .isEqualTo(before.stream().mapToLong(Long::longValue).sum() + 2);
        FakeOrders.behave(Behaviour.PAID);
        later = later.plusSeconds(3);

        drain(worker());

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(5, 0, 5));
    }

    /** The purchases that other tests left open. */
    private static void forgetOthers() {
        Rows.update("DELETE FROM open_purchase");
    }

    private List<UUID> openPurchases(int number) {
        List<UUID> open = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            open.add(UUID.fromString(shop.buy(customer, Shop.key(), product).field("id")));
        }
        return open;
    }

    @Test
    void deleteWhenADayHasPassedThenTheKeyIsFreeAgain() {
        HttpAnswer first = buy();
        later = Duration.ofHours(23);
        expiredKeys().delete();
        assertThat(keys()).isEqualTo(1);
        later = Duration.ofHours(25);

        expiredKeys().delete();

        assertThat(keys()).isZero();
        HttpAnswer second = buy();
        assertThat(second.field("id")).isNotEqualTo(first.field("id"));
        assertThat(Shop.pieces(product).sold()).isEqualTo(2);
    }

    @Test
    void buyWhenTheKeyExpiredButIsNotDeletedYetThenItMeansNothing() {
        HttpAnswer first = buy();
        Rows.update(
                "UPDATE purchase_key SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                customer);

        HttpAnswer second = buy();

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.field("id")).isNotEqualTo(first.field("id"));
        assertThat(keys()).isEqualTo(1);
    }

    private long keys() {
        return Rows.count("SELECT count(*) FROM purchase_key WHERE account_id = ?", customer);
    }

    private static void drain(UnfinishedPurchases worker) {
        while (worker.round() > 0) {
            // Each round takes what is due; a lease keeps it from being due again.
        }
    }

    private UnfinishedPurchases worker() {
        return new UnfinishedPurchases(
                transactions, reservations, orders, settle, metrics, then(), config);
    }

    private ExpiredRows expiredKeys() {
        return new ExpiredRows(transactions, then(), keys::deleteExpired);
    }

    private Clock then() {
        return Clock.fixed(Clock.systemUTC().instant().plus(later), ZoneOffset.UTC);
    }
}
