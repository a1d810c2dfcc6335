// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.Shop;
import io.gatehouse.products.idempotency.PurchaseKeys;
import io.gatehouse.products.reservation.BuyingTerms;
import io.gatehouse.products.reservation.Reservations;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders dying at each point of a purchase, and the worker that heals it. */
@ExtendWith({DatabaseExtension.class, FakeOrders.class})
@HelidonTest
class PurchaseRecoveryIT {
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject private WebTarget target;
    @Inject private Transactions transactions;
    @Inject private PurchaseKeys keys;
    @Inject private Reservations reservations;
    @Inject private OrdersClient orders;
    @Inject private SettlePurchase settle;
    @Inject private PurchaseMetrics metrics;
    @Inject private BuyingTerms terms;

    private Duration later;
    private Shop shop;
    private UUID customer;
    private String key;
    private UUID product;

    @BeforeEach
    void open() {
        later = HOUR;
        shop = Shop.at(target.getUri());
        customer = UUID.randomUUID();
        key = Shop.key();
        FakeOrders.behave(Behaviour.PAID);
        product = shop.product(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"DROP", "FAIL", "KEEP_AND_DROP", "KEEP_AND_FAIL", "KEEP_AND_HANG", "NONSENSE"})
    void roundWhenOrdersDiedAtAnyPointThenOneOrderAndTheStockAddsUp(Behaviour death) {
        FakeOrders.behave(death);
        Http.Answer accepted = shop.buy(customer, key, product);
        UUID order = UUID.fromString(accepted.text("orderId"));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("PENDING");
        assertThat(accepted.header("Location")).isEqualTo("/orders/" + order);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 1, 0));
        FakeOrders.behave(Behaviour.PAID);
        drain(worker());

        assertThat(FakeOrders.knows(order)).isTrue();
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        Http.Answer replay = shop.buy(customer, key, product);
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.text("id")).isEqualTo(order.toString());
    }

    @Test
    void buyWhenOrdersIsBackBeforeTheWorkerThenTheReplayFinishesIt() {
        FakeOrders.behave(Behaviour.FAIL);
        String order = shop.buy(customer, key, product).text("orderId");
        FakeOrders.behave(Behaviour.PAID);

        Http.Answer replay = shop.buy(customer, key, product);

        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.text("id")).isEqualTo(order);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void roundWhenThePaymentIsStillOpenThenPendingUntilDeclinedAtLast() {
        FakeOrders.behave(Behaviour.PENDING);
        assertThat(shop.buy(customer, key, product).status()).isEqualTo(202);
        drain(worker());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 1, 0));
        FakeOrders.behave(Behaviour.DECLINED);
        later = later.plus(HOUR);

        drain(worker());

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
        assertThat(shop.buy(customer, key, product).status()).isEqualTo(402);
    }

    @Test
    void releaseWhenTheSaleWasNeverNotedThenTheStockIsBackAndTheReplayTellsOfTheOrder() {
        FakeOrders.behave(Behaviour.FAIL);
        String order = shop.buy(customer, key, product).text("orderId");
        shop.anybody()
                .workload("orders")
                .post("/microservice/products/release", "{\"orderId\":\"" + order + "\"}");
        FakeOrders.behave(Behaviour.CANCELLED);

        drain(worker());
        Http.Answer replay = shop.buy(customer, key, product);

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void roundWhenTheLeaseIsFreshThenLeavesThePurchaseToItsRequest() {
        FakeOrders.behave(Behaviour.FAIL);
        UUID order = UUID.fromString(shop.buy(customer, key, product).text("orderId"));
        long calls = FakeOrders.calls(order);
        later = Duration.ZERO;

        drain(worker());

        assertThat(FakeOrders.calls(order)).isEqualTo(calls);
    }

    @Test
    void roundWhenTwoInstancesRunThenEachPurchaseIsTakenOnce() throws Exception {
        List<UUID> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FakeOrders.behave(Behaviour.FAIL);
            open.add(UUID.fromString(shop.buy(customer, Shop.key(), product).text("orderId")));
        }
        List<Long> before = open.stream().map(FakeOrders::calls).toList();

        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = instances.submit(() -> drain(worker()));
            Future<?> second = instances.submit(() -> drain(worker()));
            first.get();
            second.get();
        }

        assertThat(open.stream().map(FakeOrders::calls).toList())
                .isEqualTo(before.stream().map(calls -> calls + 1).toList());
    }

    @Test
    void forgetKeysWhenADayHasPassedThenTheKeyIsFreeAgain() {
        Http.Answer first = shop.buy(customer, key, product);
        later = Duration.ofHours(23);
        worker().forgetKeys();
        assertThat(keys()).isEqualTo(1);
        later = Duration.ofHours(25);

        while (worker().forgetKeys() > 0) {
            // A bounded number at a time.
        }

        assertThat(keys()).isZero();
        Http.Answer second = shop.buy(customer, key, product);
        assertThat(second.text("id")).isNotEqualTo(first.text("id"));
        assertThat(Shop.pieces(product).sold()).isEqualTo(2);
    }

    @Test
    void buyWhenTheKeyExpiredButIsNotDeletedYetThenItMeansNothing() {
        Http.Answer first = shop.buy(customer, key, product);
        Shop.sql(
                "UPDATE purchase_key SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                customer);

        Http.Answer second = shop.buy(customer, key, product);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("id")).isNotEqualTo(first.text("id"));
        assertThat(keys()).isEqualTo(1);
    }

    private long keys() {
        return Shop.count("SELECT count(*) FROM purchase_key WHERE account_id = ?", customer);
    }

    private static void drain(UnfinishedPurchases worker) {
        while (worker.round() > 0) {
            // Each round takes what is due; a lease keeps it from being due again.
        }
    }

    private UnfinishedPurchases worker() {
        Clock clock = Clock.fixed(Clock.systemUTC().instant().plus(later), ZoneOffset.UTC);
        BuyingTerms then =
                new BuyingTerms(
                        clock,
                        terms.ids(),
                        terms.budget(),
                        terms.keyRetention(),
                        terms.lease(),
                        terms.batch());
        return new UnfinishedPurchases(
                transactions, keys, reservations, orders, settle, metrics, then);
    }
}
