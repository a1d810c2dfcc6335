// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.Contract;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Buying and giving back, alone and all at once. */
@ExtendWith({DatabaseExtension.class, FakeOrders.class})
@HelidonTest
class BuyIT {
    private static final Contract CONTRACT = new Contract();
    private static final String RELEASE = "/microservice/products/release";

    @Inject private WebTarget target;

    private Shop shop;
    private UUID customer;
    private String key;
    private UUID product;

    @BeforeEach
    void open() {
        shop = Shop.at(target.getUri());
        customer = UUID.randomUUID();
        key = Shop.key();
        FakeOrders.behave(Behaviour.PAID);
        product = shop.product(10);
    }

    @Test
    void buyWhenPaidThenCreatedWithTheOrderAtItsPlace() {
        Http.Answer bought = shop.buy(customer, key, product);

        assertThat(bought.status()).isEqualTo(201);
        assertThat(bought.header("Location")).isEqualTo("/orders/" + bought.text("id"));
        assertThat(bought.text("status")).isEqualTo("PAID");
        assertThat(bought.json().at("/total/amount").asLong()).isEqualTo(1250);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void buyWhenTheKeyIsQuotedOrTheIdInCapitalsThenTheSamePurchase() {
        Http.Answer bought = shop.buy(customer, key, product);

        Http.Answer quoted = shop.buy(customer, '"' + key + '"', product);
        Http.Answer capitals =
                shop.customer(customer)
                        .with("Idempotency-Key", key)
                        .post(
                                "/products/" + product.toString().toUpperCase(ROOT) + "/buy",
                                Shop.BUY_ONE);

        assertThat(quoted.body()).isEqualTo(bought.body());
        assertThat(capitals.body()).isEqualTo(bought.body());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void buyWhenCallingOrdersThenBothSidesKeepTheContract() {
        shop.buy(customer, key, product);

        assertThat(FakeOrders.exchanges())
                .isNotEmpty()
                .filteredOn(exchange -> exchange.status() == 201)
                .allSatisfy(exchange -> {
                    CONTRACT.checkRequest(
                            "POST", "/microservice/orders/add", bytes(exchange.request()));
                    CONTRACT.checkAnswer(
                            "POST", "/microservice/orders/add", 201, bytes(exchange.answer()));
                });
    }

    @Test
    void buyWhenRepeatedThenTheSameAnswerToTheByteAndOnePurchase() {
        Http.Answer first = shop.buy(customer, key, product);

        Http.Answer again = shop.buy(customer, key, product);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        assertThat(FakeOrders.calls(UUID.fromString(first.text("id")))).isEqualTo(1);
    }

    @Test
    void buyWhenTheBodyIsOnlySpacedOtherwiseThenAReplay() {
        shop.buy(customer, key, product);

        Http.Answer again =
                buy("{ \"payment\" : {\"method\":\"card\"},\n \"quantity\": 1 }", product);

        assertThat(again.status()).isEqualTo(201);
        assertThat(Shop.pieces(product).sold()).isEqualTo(1);
    }

    @Test
    void buyWhenTheRequestChangedThenReusedAndNothingBought() {
        shop.buy(customer, key, product);
        UUID other = shop.product(5);

        Http.Answer quantity = buy("{\"quantity\":2,\"payment\":{\"method\":\"card\"}}", product);
        Http.Answer anotherProduct = buy(Shop.BUY_ONE, other);

        for (Http.Answer answer : List.of(quantity, anotherProduct)) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("idempotency_key_reused");
        }
        assertThat(Shop.pieces(product).sold()).isEqualTo(1);
        assertThat(Shop.pieces(other)).isEqualTo(new Shop.Pieces(5, 0, 0));
    }

    @Test
    void buyWhenAnotherAccountUsesTheSameKeyThenItsOwnPurchase() {
        Http.Answer mine = shop.buy(customer, key, product);

        Http.Answer theirs = shop.buy(UUID.randomUUID(), key, product);

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.text("id")).isNotEqualTo(mine.text("id"));
    }

    @Test
    void buyWhenTheSameKeyComesInParallelThenAllGetTheOneOrder() throws Exception {
        List<Http.Answer> answers = parallel(16, () -> shop.buy(customer, key, product));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(Http.Answer::json).distinct()).hasSize(1);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void buyWhenSoldOutThenSoAndSoAgainEvenAfterARestock() {
        UUID last = shop.product(0);
        Http.Answer first = shop.buy(customer, key, last);
        shop.admin()
                .send("PUT", "/products/admin/" + last, Optional.of(Shop.productJson("Thing", 5)));

        Http.Answer again = shop.buy(customer, key, last);
        Http.Answer newKey = shop.buy(customer, Shop.key(), last);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.code()).isEqualTo("sold_out");
        assertThat(again.status()).isEqualTo(409);
        assertThat(newKey.status()).isEqualTo(201);
    }

    @Test
    void buyWhenMoreThanThereIsThenSoldOutAndNothingTaken() {
        Http.Answer answer = buy("{\"quantity\":11,\"payment\":{\"method\":\"card\"}}", product);

        assertThat(answer.code()).isEqualTo("sold_out");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void buyWhenDeclinedThenSoAgainAndTheStockIsBack() {
        FakeOrders.behave(Behaviour.DECLINED);

        Http.Answer declined = shop.buy(customer, key, product);
        FakeOrders.behave(Behaviour.PAID);
        Http.Answer again = shop.buy(customer, key, product);

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.code()).isEqualTo("payment_declined");
        assertThat(again.status()).isEqualTo(402);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void buyWhenTheProductIsUnknownThenNotFoundAndTheKeyIsStillFree() {
        Http.Answer unknown = shop.buy(customer, key, UUID.randomUUID());

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(shop.buy(customer, key, product).status()).isEqualTo(201);
    }

    @Test
    void buyWhenTwoHundredWantTenThenTenAreSold() throws Exception {
        List<Http.Answer> answers =
                parallel(
                        200,
                        () -> {
                            UUID buyer = UUID.randomUUID();
                            String own = Shop.key();
                            Http.Answer answer = shop.buy(buyer, own, product);
                            while (answer.status() == 503 || answer.status() == 202) {
                                answer = shop.buy(buyer, own, product);
                            }
                            return answer;
                        });

        assertThat(answers.stream().map(Http.Answer::status)).containsOnly(201, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(0, 0, 10));
    }

    @Test
    void releaseWhenRepeatedThenTheStockComesBackOnce() {
        String order = shop.buy(customer, key, product).text("id");

        Http.Answer first = release(order);
        Http.Answer again = release(order);

        assertThat(first.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(204);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void releaseWhenSentInParallelThenTheStockComesBackOnce() throws Exception {
        String order = shop.buy(customer, key, product).text("id");

        List<Http.Answer> answers = parallel(12, () -> release(order));

        assertThat(answers).allMatch(answer -> answer.status() == 204);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void releaseWhenAnotherOrderIsNamedThenOnlyThatOne() {
        String first = shop.buy(customer, key, product).text("id");
        String second = shop.buy(customer, Shop.key(), product).text("id");

        release(first);

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        assertThat(release(second).status()).isEqualTo(204);
        assertThat(release(UUID.randomUUID().toString()).status()).isEqualTo(404);
    }

    @Test
    void buyWhenCancelledAfterwardsThenAReplayStillGivesTheFirstAnswer() {
        Http.Answer first = shop.buy(customer, key, product);
        release(first.text("id"));

        assertThat(shop.buy(customer, key, product).body()).isEqualTo(first.body());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    private Http.Answer buy(String body, UUID wanted) {
        return shop.customer(customer)
                .with("Idempotency-Key", key)
                .post("/products/" + wanted + "/buy", body);
    }

    private Http.Answer release(String orderId) {
        return shop.anybody().workload("orders").post(RELEASE, "{\"orderId\":\"" + orderId + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Http.Answer> parallel(int times, Callable<Http.Answer> call)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Http.Answer>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(threads.submit(call));
            }
            List<Http.Answer> answers = new ArrayList<>();
            for (Future<Http.Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
