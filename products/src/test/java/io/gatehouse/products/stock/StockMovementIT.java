// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What moved the stock of a product, as an admin sees it. */
@HelidonTest
class StockMovementIT extends PurchaseFixture {
    private static final int ROUNDS = 6;

    @Test
    void listWhenAllHappenedThenEachChangeOfTheStockNewestFirst() {
        UUID admin = UUID.randomUUID();
        String order = buy().field("id");
        release(order);
        FakeOrders.behave(Behaviour.DECLINED);
        shop.buy(customer, Shop.key(), product);
        put(admin, 25);
        put(admin, 25);
        shop.correct(admin, Shop.key(), product, Shop.correction(-1, "Broken"));

        List<JsonNode> all = all("");

        assertThat(all.stream().map(StockMovementIT::brief))
                .containsExactly(
                        "CORRECTED -1",
                        "SET 15",
                        "RELEASED 1",
                        "RESERVED -1",
                        "RELEASED 1",
                        "RESERVED -1",
                        "OPENED 10");
        assertThat(all.get(0).path("reason").asText()).isEqualTo("Broken");
        assertThat(all.get(1).path("account").asText()).isEqualTo(admin.toString());
        assertThat(all.get(4).path("reservationId").asText()).isEqualTo(order);
        assertThat(all.get(5).path("reservationId").asText()).isEqualTo(order);
        assertThat(all.get(5).has("account")).isFalse();
        assertThat(all.get(6).has("account")).isTrue();
    }

    @Test
    void listWhenPagedThenEveryMovementOnce() {
        IntStream.rangeClosed(1, 6).forEach(change -> shop.correct(product, change));

        List<JsonNode> all = all("limit=3&");

        assertThat(all.stream().map(movement -> movement.path("change").asInt()))
                .containsExactly(6, 5, 4, 3, 2, 1, 10);
    }

    @Test
    void listWhenTheProductHasNoPiecesYetThenEmptyAndWhenArchivedStillThere() {
        UUID empty = shop.product(0);
        shop.admin().send("DELETE", "/products/admin/" + product);

        assertThat(page(empty, "").json().path("items")).isEmpty();
        assertThat(page(product, "").json().path("items")).hasSize(1);
    }

    @Test
    void stockWhenEverythingHappensAtOnceThenTheMovementsAddUpAndNothingIsKeptTwice() {
        FakeOrders.behave(Behaviour.PAID);
        List<UUID> products = Stream.generate(() -> shop.product(40)).limit(3).toList();

        Parallel.atMost(24, products.stream().flatMap(this::everything).toList());

        assertThat(products)
                .allSatisfy(each -> {
                    assertThat(Shop.pieces(each).reserved()).isZero();
                    assertThat(strayReservations(each)).isZero();
                    assertThat(movements(each, "OPENED")).isEqualTo(1);
                    assertThat(movements(each, "CORRECTED")).isEqualTo(2 * ROUNDS);
                    assertThat(movements(each, "RESERVED")).isEqualTo(3 * ROUNDS);
                    assertThat(movements(each, "RELEASED")).isEqualTo(ROUNDS);
                });
    }

    /** Buys, cancels, corrects up and down, and sets the stock, all of them several times. */
    private Stream<Callable<Integer>> everything(UUID each) {
        return IntStream.range(0, ROUNDS)
                .boxed()
                .flatMap(round ->
                        Stream.<Callable<Integer>>of(
                                () -> bought(each).status(),
                                () -> bought(each).status(),
                                () -> release(bought(each).field("id")).status(),
                                () -> shop.correct(each, 2).status(),
                                () -> shop.correct(each, -1).status(),
                                () -> put(each, UUID.randomUUID(), 60 + round).status()));
    }

    /** A purchase, repeated while it is not known yet what became of it. */
    private HttpAnswer bought(UUID each) {
        UUID buyer = UUID.randomUUID();
        String once = Shop.key();
        HttpAnswer answer = shop.buy(buyer, once, each);
        while (answer.status() == 202 || answer.status() == 503) {
            answer = shop.buy(buyer, once, each);
        }
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }

    /** The reservations whose movements are not those of their state. */
    private static long strayReservations(UUID each) {
        return Rows.count(
                """
                SELECT count(*) FROM reservation r WHERE r.product_id = ? AND
                    CASE r.status WHEN 'RELEASED' THEN 0 ELSE -r.quantity END <> (
                        SELECT coalesce(sum(change), 0) FROM stock_movement m
                        WHERE m.product_id = r.product_id AND m.reservation_id = r.id)
                """,
                each);
    }

    private static long movements(UUID each, String kind) {
        return Rows.count(
                "SELECT count(*) FROM stock_movement WHERE product_id = ? AND kind = ?",
                each,
                kind);
    }

    private static String brief(JsonNode movement) {
        return movement.path("kind").asText() + " " + movement.path("change").asLong();
    }

    private List<JsonNode> all(String limit) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            HttpAnswer page = page(product, "?" + limit + after);
            page.json().path("items").forEach(all::add);
            after = page.json().has("next") ? "after=" + page.field("next") : "";
        } while (!after.isEmpty());
        return all;
    }

    private HttpAnswer page(UUID each, String query) {
        return shop.admin().get("/products/admin/" + each + "/stock-movements" + query);
    }

    private void put(UUID admin, long stock) {
        put(product, admin, stock);
    }

    private HttpAnswer put(UUID each, UUID admin, long stock) {
        return shop.anybody()
                .admin(admin)
                .put("/products/admin/" + each, Shop.productJson("Thing", stock));
    }

    private HttpAnswer release(String order) {
        return shop.anybody()
                .workload("orders")
                .post("/microservice/products/release", "{\"orderId\":\"" + order + "\"}");
    }
}
