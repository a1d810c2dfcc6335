// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Buying when many want the same, and when the same is asked for more than once. */
@EndToEnd
@Order(23)
class BuyingE2E {
    private static final int PIECES = 10;
    private static final int BUYERS = 40;
    private static final int TRIES = 5;

    /** Fewer than a service takes at once, so that no buyer is turned away for the crowd. */
    private static final int AT_ONCE = 24;

    private final Target target;
    private final Shop shop;

    BuyingE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
    }

    @Test
    void buyWhenTwoHundredWantTenPiecesThenTenAreSold() {
        String product = shop.product(PIECES);
        List<Session> buyers =
                Parallel.atMost(
                        2,
                        Collections.nCopies(
                                BUYERS,
                                () -> target.accounts().login(target.accounts().register())));
        List<Callable<Answer>> wishes = new ArrayList<>();
        for (int i = 0; i < BUYERS * TRIES; i++) {
            Session buyer = buyers.get(i % BUYERS);
            wishes.add(() -> buyer.setUp(Shop.buy(product, 1, Shop.key())));
        }

        List<Answer> answers = Parallel.atMost(AT_ONCE, wishes);

        Map<Boolean, List<Answer>> sold =
                answers.stream().collect(Collectors.partitioningBy(a -> a.status() < 300));
        assertThat(sold.get(true)).hasSize(PIECES);
        assertThat(sold.get(false))
                .hasSize(BUYERS * TRIES - PIECES)
                .allSatisfy(a -> a.expectProblem(409, "sold_out"));
        assertThat(new HashSet<>(sold.get(true).stream().map(Shop::orderOf).toList()))
                .hasSize(PIECES);
        settles(product, PIECES);
        assertThat(buyers.stream().mapToInt(this::paidOrders).sum()).isEqualTo(PIECES);
        buyers.forEach(Session::close);
    }

    private void settles(String product, int sold) {
        await("the end of every reservation")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> shop.inside(product).path("reserved").asInt() == 0);
        JsonNode inside = shop.inside(product);
        assertThat(inside.path("stock").asInt()).isZero();
        assertThat(inside.path("sold").asInt()).isEqualTo(sold);
    }

    private int paidOrders(Session buyer) {
        JsonNode orders = buyer.setUp(Call.get("/orders")).expect(200).json().path("items");
        return (int) orders.findValuesAsText("status").stream().filter("PAID"::equals).count();
    }

    @Test
    void buyWhenRepeatedWithTheSameKeyAtOnceThenIsOnePurchase() {
        String product = shop.product(10);
        Session buyer = target.accounts().login(target.accounts().register());
        Call buy = Shop.buy(product, 2, Shop.key());

        List<Answer> answers =
                Parallel.all(
                        IntStream.range(0, 5)
                                .<Callable<Answer>>mapToObj(i -> () -> buyer.setUp(buy))
                                .toList());

        assertThat(answers).allSatisfy(answer -> answer.expect(201, 202));
        Answer replay =
                await("the purchase")
                        .atMost(Duration.ofSeconds(20))
                        .pollDelay(Duration.ofSeconds(1))
                        .until(() -> buyer.setUp(buy), a -> a.status() == 201);
        assertThat(answers.stream().filter(a -> a.status() < 300).map(Shop::orderOf))
                .isNotEmpty()
                .containsOnly(replay.field("id"));
        assertThat(buyer.setUp(Call.get("/orders")).expect(200).json().path("items")).hasSize(1);
        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(8);
    }

    @Test
    void buyWhenReplayedLaterThenTheAnswerIsTheFirst() {
        String product = shop.product(10);
        Session buyer = target.accounts().customer();
        Call buy = Shop.buy(product, 1, Shop.key());

        Answer first = buyer.setUp(buy).expect(201);
        Answer second = buyer.setUp(buy).expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("location")).isEqualTo(first.header("location"));
        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(9);
    }

    @Test
    void buyWhenTheKeyComesWithAnotherBodyThenIsRefused() {
        String product = shop.product(10);
        Session buyer = target.accounts().customer();
        String key = Shop.key();
        buyer.setUp(Shop.buy(product, 1, key)).expect(201);

        buyer.setUp(Shop.buy(product, 2, key)).expectProblem(422, "idempotency_key_reused");
        buyer.setUp(Shop.buy(shop.product(1), 1, key)).expectProblem(422, "idempotency_key_reused");

        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(9);
    }

    @Test
    void buyWhenAnotherAccountUsesTheSameKeyThenIsAnotherPurchase() {
        String product = shop.product(10);
        String key = Shop.key();

        String one = Shop.orderOf(target.accounts().customer().setUp(Shop.buy(product, 1, key)));
        String other = Shop.orderOf(target.accounts().customer().setUp(Shop.buy(product, 1, key)));

        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void buyWhenMoreIsWantedThanIsThereThenNothingIsTaken() {
        String product = shop.product(3);

        target.accounts()
                .customer()
                .send(Shop.buy(product, 4, Shop.key()))
                .expectProblem(409, "sold_out");

        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(3);
    }

    @Test
    void cancelWhenRepeatedAtOnceThenTheStockComesBackOnce() {
        String product = shop.product(4);
        Session buyer = target.accounts().login(target.accounts().register());
        String order = Shop.orderOf(buyer.setUp(Shop.buy(product, 3, Shop.key())));
        Callable<Answer> cancel = () -> buyer.setUp(Call.post("/orders/" + order + "/cancel"));

        assertThat(Parallel.all(Collections.nCopies(4, cancel)))
                .allSatisfy(answer -> answer.expect(200, 202));

        await("the cancelled order")
                .atMost(Duration.ofSeconds(20))
                .until(() -> shop.inside(product).path("stock").asInt(), stock -> stock == 4);
        assertThat(shop.inside(product).path("sold").asInt()).isZero();
    }
}
