// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.outbox.OutboxRelay;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Showing, searching and keeping the catalogue. */
@ExtendWith({DatabaseExtension.class, FakeOrders.class})
@HelidonTest
class CatalogueIT {

    @Inject private WebTarget target;
    @Inject private DemoCatalogue demo;
    @Inject private OutboxRelay relay;

    private Shop shop;
    private Http customer;
    private Http admin;

    @BeforeEach
    void emptyShop() {
        Rows.update("DELETE FROM purchase_key");
        Rows.update("DELETE FROM reservation");
        Rows.update("DELETE FROM product");
        Rows.update("DELETE FROM outbox_message");
        Rows.update("DELETE FROM outbox_stream");
        shop = Shop.at(target.getUri());
        customer = shop.customer(UUID.randomUUID());
        admin = shop.admin();
    }

    @Test
    void listWhenPagedThenEveryProductOnceNewestFirst() {
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            added.addFirst(shop.product(i).toString());
        }

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            HttpAnswer page = customer.get("/products?limit=3" + after);
            page.json().path("items").forEach(item -> seen.add(item.path("id").asText()));
            after = page.json().has("next") ? "&after=" + page.field("next") : "";
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(added);
    }

    @ParameterizedTest
    @CsvSource({
        "MUG, 2",
        "mug, 2",
        "some%20use, 3",
        "%25, 1",
        "_, 1",
        "%5C, 0",
        "100%25, 1",
        "nothing, 0"
    })
    void listWhenSearchedThenFindsPartsInAnyCaseAndTakesWildcardsAtTheirWord(
            String search, int found) {
        add("Blue mug", 1);
        add("Red Mug 100%", 1);
        add("snake_case", 1);

        assertThat(customer.get("/products?q=" + search).json().path("items")).hasSize(found);
        assertThat(admin.get("/products/admin?q=" + search).json().path("items")).hasSize(found);
    }

    @Test
    void listWhenAnAdminWritesThenShowsItAtOnceAndOtherwiseRemembers() {
        UUID id = shop.product(5);
        assertThat(stock(customer)).isEqualTo(5);
        Rows.update("UPDATE product SET stock = 6 WHERE id = ?", id);
        assertThat(stock(customer)).isEqualTo(5);
        assertThat(stock(admin)).isEqualTo(6);

        admin.put("/products/admin/" + id, Shop.productJson("Thing", 9));

        assertThat(stock(customer)).isEqualTo(9);
    }

    @Test
    void listWhenABuyerReadsThenSeesTheOwnPurchaseAtOnceAndOthersSoon() {
        UUID id = shop.product(5);
        UUID buyer = UUID.randomUUID();
        assertThat(stock(customer)).isEqualTo(5);

        String order = shop.buy(buyer, Shop.key(), id).field("id");

        assertThat(stock(shop.customer(buyer))).isEqualTo(4);
        assertThat(stock(customer)).isEqualTo(5);
        shop.anybody()
                .workload("orders")
                .post("/microservice/products/release", "{\"orderId\":\"" + order + "\"}");
        assertThat(stock(shop.customer(buyer))).isEqualTo(5);
    }

    @Test
    void listWhenAPurchaseIsStillOpenThenItsBuyerSeesItAtOnce() {
        UUID id = shop.product(5);
        UUID buyer = UUID.randomUUID();
        assertThat(stock(shop.customer(buyer))).isEqualTo(5);
        FakeOrders.behave(FakeOrders.Behaviour.DROP);

        int status = shop.buy(buyer, Shop.key(), id).status();

        FakeOrders.behave(FakeOrders.Behaviour.PAID);
        assertThat(status).isEqualTo(202);
        assertThat(stock(shop.customer(buyer))).isEqualTo(4);
    }

    @Test
    void roundWhenAdminsHaveWrittenThenTheirMessagesAreDelivered() {
        UUID id = shop.product(5);
        admin.put("/products/admin/" + id, Shop.productJson("Thing", 9));
        delete(id);
        put(UUID.randomUUID(), Shop.productJson("Ghost", 1));
        shop.buy(UUID.randomUUID(), Shop.key(), id);
        assertThat(Rows.count("SELECT count(*) FROM outbox_message")).isEqualTo(3);

        assertThat(relay.round()).isEqualTo(3);

        assertThat(Rows.count("SELECT count(*) FROM outbox_message")).isZero();
    }

    @Test
    void createWhenNewThenThereAndWhenTakenThenConflict() {
        UUID id = UUID.randomUUID();
        String body = Shop.productJson("Lamp", 3);

        HttpAnswer created = admin.post("/products/admin/" + id, body);
        HttpAnswer taken = admin.post("/products/admin/" + id, Shop.productJson("Other", 1));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).hasValue("/products/" + id);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("product_exists");
        HttpAnswer shown = customer.get("/products/" + id);
        assertThat(shown.field("name")).isEqualTo("Lamp");
    }

    @Test
    void createWhenTheSameIdComesInParallelThenOneIsCreated() {
        UUID id = UUID.randomUUID();

        List<Integer> statuses =
                Parallel.times(
                        8,
                        () ->
                                admin.post("/products/admin/" + id, Shop.productJson("Lamp", 3))
                                        .status());

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void changeWhenThereThenChangedAndWhenUnknownThenNotFound() {
        UUID id = shop.product(3);
        shop.buy(UUID.randomUUID(), Shop.key(), id);

        HttpAnswer changed = put(id, Shop.productJson("Better", 50));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.field("name")).isEqualTo("Better");
        assertThat(Shop.pieces(id)).isEqualTo(new Shop.Pieces(50, 0, 1));
        assertThat(put(UUID.randomUUID(), Shop.productJson("Ghost", 1)).status()).isEqualTo(404);
    }

    @Test
    void changeWhenStockIsNotGivenThenASaleSinceTheReadIsNotUndone() {
        UUID id = shop.product(5);
        HttpAnswer read = admin.get("/products/" + id);
        shop.buy(UUID.randomUUID(), Shop.key(), id);
        String rename =
                """
                {"name":"Renamed","description":"%s","price":%s}
                """
                        .formatted(read.field("description"), read.json().path("price"));

        HttpAnswer changed = put(id, rename);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.field("name")).isEqualTo("Renamed");
        assertThat(changed.json().path("stock").asInt()).isEqualTo(4);
        assertThat(Shop.pieces(id)).isEqualTo(new Shop.Pieces(4, 0, 1));
    }

    @Test
    void archiveWhenThereThenGoneForCustomersAndShownToAdmins() {
        UUID id = shop.product(3);

        HttpAnswer archived = delete(id);

        assertThat(archived.status()).isEqualTo(204);
        assertThat(delete(id).status()).isEqualTo(204);
        assertThat(delete(UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(customer.get("/products/" + id).status()).isEqualTo(404);
        assertThat(customer.get("/products").json().path("items")).isEmpty();
        assertThat(shop.buy(UUID.randomUUID(), Shop.key(), id).status()).isEqualTo(404);
        HttpAnswer list = admin.get("/products/admin");
        assertThat(list.json().at("/items/0/archived").asBoolean()).isTrue();
    }

    @Test
    void changeWhenArchivedThenOnSaleAgain() {
        UUID id = shop.product(3);
        delete(id);

        HttpAnswer back = put(id, Shop.productJson("Back", 1));

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().path("archived").asBoolean()).isFalse();
        assertThat(customer.get("/products/" + id).field("name")).isEqualTo("Back");
        assertThat(shop.buy(UUID.randomUUID(), Shop.key(), id).status()).isEqualTo(201);
        assertThat(put(UUID.randomUUID(), Shop.productJson("Back", 1)).status()).isEqualTo(404);
    }

    @Test
    void seedWhenEmptyThenFillsOnceWithWhatCanBeBought() {
        int added = demo.seed();

        assertThat(added).isGreaterThanOrEqualTo(30);
        assertThat(demo.seed()).isZero();
        HttpAnswer list = customer.get("/products?limit=100");
        assertThat(list.json().path("items")).hasSize(added);
        list.json()
                .path("items")
                .forEach(item -> {
                    assertThat(item.path("stock").asInt()).isPositive();
                    UUID id = UUID.fromString(item.path("id").asText());
                    assertThat(id.version()).isEqualTo(4);
                });
    }

    @Test
    void seedWhenTwoReplicasStartThenEachProductOnce() {
        List<Integer> seeded = Parallel.times(2, demo::seed);

        assertThat((long) seeded.getFirst() + seeded.getLast())
                .isEqualTo(Rows.count("SELECT count(*) FROM product"));
    }

    @Test
    void seedWhenThereIsAProductThenLeavesTheShopAlone() {
        shop.product(1);

        assertThat(demo.seed()).isZero();
    }

    private void add(String name, long stock) {
        admin.post("/products/admin/" + UUID.randomUUID(), Shop.productJson(name, stock));
    }

    private HttpAnswer put(UUID id, String json) {
        return admin.put("/products/admin/" + id, json);
    }

    private HttpAnswer delete(UUID id) {
        return admin.send("DELETE", "/products/admin/" + id);
    }

    private static int stock(Http reader) {
        return reader.get("/products").json().at("/items/0/stock").asInt();
    }
}
