// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.Contract;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buying and giving back, alone and all at once. */
@HelidonTest
class BuyIT extends PurchaseFixture {
    private static final Contract CONTRACT = new Contract();
    private static final String RELEASE = "/microservice/products/release";

    @Test
    void buyWhenPaidThenCreatedWithTheOrderAtItsPlace() {
        HttpAnswer bought = buy();

        assertThat(bought.status()).isEqualTo(201);
        assertThat(bought.header("Location")).hasValue("/orders/" + bought.field("id"));
        assertThat(bought.field("status")).isEqualTo("PAID");
        assertThat(bought.json().at("/total/amount").asLong()).isEqualTo(1250);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void buyWhenTheKeyIsQuotedOrTheIdInCapitalsThenTheSamePurchase() {
        HttpAnswer bought = buy();

        HttpAnswer quoted = shop.buy(customer, '"' + key + '"', product);
        HttpAnswer capitals =
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
        buy();

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
        HttpAnswer first = buy();

        HttpAnswer again = buy();

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        assertThat(FakeOrders.calls(UUID.fromString(first.field("id")))).isEqualTo(1);
    }

    @Test
    void buyWhenTheBodyIsOnlySpacedOtherwiseThenAReplay() {
        buy();

        HttpAnswer again =
                buy("{ \"payment\" : {\"method\":\"card\"},\n \"quantity\": 1 }", product);

        assertThat(again.status()).isEqualTo(201);
        assertThat(Shop.pieces(product).sold()).isEqualTo(1);
    }

    @Test
    void buyWhenTheRequestChangedThenReusedAndNothingBought() {
        buy();
        UUID other = shop.product(5);

        HttpAnswer quantity = buy("{\"quantity\":2,\"payment\":{\"method\":\"card\"}}", product);
        HttpAnswer anotherProduct = buy(Shop.BUY_ONE, other);

        for (HttpAnswer answer : List.of(quantity, anotherProduct)) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("idempotency_key_reused");
        }
        assertThat(Shop.pieces(product).sold()).isEqualTo(1);
        assertThat(Shop.pieces(other)).isEqualTo(new Shop.Pieces(5, 0, 0));
    }

    @Test
    void buyWhenAnotherAccountUsesTheSameKeyThenItsOwnPurchase() {
        HttpAnswer mine = buy();

        HttpAnswer theirs = shop.buy(UUID.randomUUID(), key, product);

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.field("id")).isNotEqualTo(mine.field("id"));
    }

    @Test
    void buyWhenTheSameKeyComesInParallelThenAllGetTheOneOrder() {
        List<HttpAnswer> answers = Parallel.times(16, this::buy);

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(HttpAnswer::json).distinct()).hasSize(1);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void buyWhenSoldOutThenSoAndSoAgainEvenAfterARestock() {
        UUID last = shop.product(0);
        HttpAnswer first = shop.buy(customer, key, last);
        shop.admin().put("/products/admin/" + last, Shop.productJson("Thing", 5));

        HttpAnswer again = shop.buy(customer, key, last);
        HttpAnswer newKey = shop.buy(customer, Shop.key(), last);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.code()).isEqualTo("sold_out");
        assertThat(again.status()).isEqualTo(409);
        assertThat(newKey.status()).isEqualTo(201);
    }

    @Test
    void buyWhenMoreThanThereIsThenSoldOutAndNothingTaken() {
        HttpAnswer answer = buy("{\"quantity\":11,\"payment\":{\"method\":\"card\"}}", product);

        assertThat(answer.code()).isEqualTo("sold_out");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void buyWhenDeclinedThenSoAgainAndTheStockIsBack() {
        FakeOrders.behave(Behaviour.DECLINED);

        HttpAnswer declined = buy();
        FakeOrders.behave(Behaviour.PAID);
        HttpAnswer again = buy();

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.code()).isEqualTo("payment_declined");
        assertThat(again.status()).isEqualTo(402);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void buyWhenTheProductIsUnknownThenNotFoundAndTheKeyIsStillFree() {
        HttpAnswer unknown = shop.buy(customer, key, UUID.randomUUID());

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(buy().status()).isEqualTo(201);
    }

    @Test
    void buyWhenThePriceIsAnotherOneThenNothingIsBoughtAndTheKeyIsStillFree() {
        HttpAnswer changed = buy(expecting(1249), product);
        HttpAnswer soldOut = buy(expecting(1249), shop.product(0));

        for (HttpAnswer answer : List.of(changed, soldOut)) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("price_changed");
            assertThat(answer.json().at("/unitPrice/amount").asLong()).isEqualTo(1250);
            assertThat(answer.json().at("/unitPrice/currency").asText()).isEqualTo("EUR");
        }
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
        assertThat(buy(expecting(1250), product).status()).isEqualTo(201);
    }

    @Test
    void buyWhenRepeatedAfterThePriceChangedThenTheSameAnswer() {
        HttpAnswer first = buy(expecting(1250), product);
        shop.admin()
                .put(
                        "/products/admin/" + product,
                        Shop.productJson("Thing", 9).replace("1250", "1300"));

        HttpAnswer again = buy(expecting(1250), product);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(buy(expecting(1300), product).code()).isEqualTo("idempotency_key_reused");
        assertThat(shop.buy(customer, Shop.key(), product, expecting(1250)).code())
                .isEqualTo("price_changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":0,\"currency\":\"EUR\"}",
                "{\"amount\":-1250,\"currency\":\"EUR\"}",
                "{\"amount\":1250,\"currency\":\"USD\"}",
                "{\"amount\":1250}",
                "{\"currency\":\"EUR\"}"
            })
    void buyWhenTheExpectedPriceIsNoneThenRuleBrokenAndTheFieldIsNamed(String price) {
        HttpAnswer answer =
                buy(
                        "{\"quantity\":1,\"expectedUnitPrice\":%s,\"payment\":{\"method\":\"card\"}}"
                                .formatted(price),
                        product);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("rule_broken");
        assertThat(answer.json().at("/errors/0/field").asText()).startsWith("expectedUnitPrice");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    private static String expecting(long amount) {
        return """
        {"quantity":1,"expectedUnitPrice":{"amount":%d,"currency":"EUR"},
         "payment":{"method":"card"}}
        """
                .formatted(amount);
    }

    @Test
    void buyWhenTwoHundredWantTenThenTenAreSold() {
        List<HttpAnswer> answers =
                Parallel.times(
                        200,
                        () -> {
                            UUID buyer = UUID.randomUUID();
                            String own = Shop.key();
                            HttpAnswer answer = shop.buy(buyer, own, product);
                            while (answer.status() == 503 || answer.status() == 202) {
                                answer = shop.buy(buyer, own, product);
                            }
                            return answer;
                        });

        assertThat(answers.stream().map(HttpAnswer::status)).containsOnly(201, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(0, 0, 10));
    }

    @Test
    void releaseWhenRepeatedThenTheStockComesBackOnce() {
        String order = buy().field("id");

        HttpAnswer first = release(order);
        HttpAnswer again = release(order);

        assertThat(first.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(204);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void releaseWhenSentInParallelThenTheStockComesBackOnce() {
        String order = buy().field("id");

        List<HttpAnswer> answers = Parallel.times(12, () -> release(order));

        assertThat(answers).allMatch(answer -> answer.status() == 204);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @Test
    void releaseWhenAnotherOrderIsNamedThenOnlyThatOne() {
        String first = buy().field("id");
        String second = shop.buy(customer, Shop.key(), product).field("id");

        release(first);

        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
        assertThat(release(second).status()).isEqualTo(204);
        assertThat(release(UUID.randomUUID().toString()).status()).isEqualTo(404);
    }

    @Test
    void buyWhenCancelledAfterwardsThenAReplayStillGivesTheFirstAnswer() {
        HttpAnswer first = buy();
        release(first.field("id"));

        assertThat(buy().body()).isEqualTo(first.body());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    private HttpAnswer buy(String body, UUID wanted) {
        return shop.customer(customer)
                .with("Idempotency-Key", key)
                .post("/products/" + wanted + "/buy", body);
    }

    private HttpAnswer release(String orderId) {
        return shop.anybody().workload("orders").post(RELEASE, "{\"orderId\":\"" + orderId + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
