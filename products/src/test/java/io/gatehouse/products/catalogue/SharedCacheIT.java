// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.sql.outbox.OutboxRelay;
import io.gatehouse.common.web.parameter.Cursor;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.Shop;
import io.gatehouse.products.cache.Caches;
import io.gatehouse.products.cache.ReadCache;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The service, and a second instance of it as far as the list goes, on one database and one Redis.
 */
@ExtendWith({DatabaseExtension.class, FakeOrders.class, SharedRedis.class})
@HelidonTest
// Longer than any stutter of a machine under test.
@AddConfig(key = "products.cache.redis.timeout", value = "PT2S")
class SharedCacheIT {
    private static final CatalogueQuery FIRST_PAGE =
            new CatalogueQuery(new PageQuery(20, Cursor.START), "");

    @Inject private WebTarget target;
    @Inject private Transactions transactions;
    @Inject private ProductRepository products;
    @Inject private OutboxRelay relay;
    @Inject private CatalogueCache cache;
    @Inject private Caches caches;
    @Inject private ProductsConfig config;

    private ReadCache<Page<CatalogueItem>> pagesOfOther;
    private CatalogueCache other;
    private Shop shop;
    private UUID customer;
    private UUID product;

    @BeforeEach
    void open() {
        Rows.update("DELETE FROM purchase_key");
        Rows.update("DELETE FROM reservation");
        Rows.update("DELETE FROM product");
        Rows.update("DELETE FROM outbox_message");
        Rows.update("DELETE FROM outbox_stream");
        SharedRedis.server().start();
        await().until(cache::forget);
        pagesOfOther =
                caches.cache(
                        "catalogue",
                        new TypeReference<Page<CatalogueItem>>() {},
                        config.catalogue().cache());
        other = new CatalogueCache(pagesOfOther);
        shop = Shop.at(target.getUri());
        customer = UUID.randomUUID();
        product = shop.product(5);
    }

    @AfterEach
    void close() {
        pagesOfOther.close();
    }

    @Test
    void listWhenTheOtherInstanceHasLoadedThenShowsThat() {
        assertThat(stockAtOther(customer)).isEqualTo(5);
        Rows.update("UPDATE product SET stock = 6");

        assertThat(stock(shop.customer(customer))).isEqualTo(5);
        assertThat(stock(shop.admin())).isEqualTo(6);
    }

    @Test
    void listWhenAnAdminWritesHereThenTheOtherInstanceShowsItAtOnce() {
        assertThat(stockAtOther(customer)).isEqualTo(5);

        shop.admin().put("/products/admin/" + product, Shop.productJson("Thing", 9));

        assertThat(stockAtOther(customer)).isEqualTo(9);
    }

    @Test
    void listWhenABuyerBuysHereThenSeesItAtTheOtherInstanceToo() {
        assertThat(stockAtOther(customer)).isEqualTo(5);

        shop.buy(customer, Shop.key(), product);

        assertThat(stockAtOther(customer)).isEqualTo(4);
        assertThat(stock(shop.customer(customer))).isEqualTo(4);
        assertThat(stockAtOther(UUID.randomUUID())).isEqualTo(5);
    }

    @Test
    void listWhenTheWriterDiesBeforeItInvalidatesThenTheMessageDoesAtTheNextRound() {
        relay.round();
        assertThat(stockAtOther(customer)).isEqualTo(5);
        Product changed = changedWithoutMore();
        assertThat(stockAtOther(customer)).isEqualTo(5);

        assertThat(relay.round()).isEqualTo(1);

        assertThat(stockAtOther(customer)).isEqualTo(changed.pieces().stock());
    }

    @Test
    void listWhenRedisIsAwayThenEveryReadAndWriteWorksAndShowsWhatIs() {
        assertThat(stock(shop.customer(customer))).isEqualTo(5);
        SharedRedis.server().kill();

        shop.admin().put("/products/admin/" + product, Shop.productJson("Thing", 9));
        int status = shop.buy(customer, Shop.key(), product).status();

        assertThat(status).isEqualTo(201);
        assertThat(stock(shop.customer(customer))).isEqualTo(8);
        assertThat(stock(shop.customer(UUID.randomUUID()))).isEqualTo(8);
        assertThat(stockAtOther(customer)).isEqualTo(8);
        assertThat(relay.round()).isEqualTo(1);
        assertThat(Rows.count("SELECT count(*) FROM outbox_message")).isEqualTo(2);
    }

    /** As an instance does that dies after its COMMIT. */
    private Product changedWithoutMore() {
        ProductChange change =
                new ProductChange("Thing", "", new Price(1250L, "EUR"), Optional.of(9L));
        return transactions
                .run(session ->
                        products.update(session, product, change, UUID.randomUUID(), Instant.now()))
                .orElseThrow();
    }

    private static int stock(Http reader) {
        return reader.get("/products").json().at("/items/0/stock").asInt();
    }

    private long stockAtOther(UUID reader) {
        Page<CatalogueItem> page =
                other.get(
                        reader,
                        FIRST_PAGE,
                        () -> {
                            List<Product> rows =
                                    transactions.read(
                                            session -> products.page(session, FIRST_PAGE, false));
                            return Page.of(
                                    rows, FIRST_PAGE.page(), Product::place, CatalogueItem::of);
                        });
        return page.items().getFirst().stock();
    }
}
