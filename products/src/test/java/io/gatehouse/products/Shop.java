// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** A shop with its customers, for tests. */
public record Shop(Http anybody) {
    public static final String BUY_ONE = "{\"quantity\":1,\"payment\":{\"method\":\"card\"}}";

    /** One piece, paid with what the buyer names. */
    public static String paidWith(String source) {
        return BUY_ONE.replace("\"card\"", "\"card\",\"source\":\"%s\"".formatted(source));
    }

    public static Shop at(URI base) {
        return new Shop(Http.at(base));
    }

    public Http admin() {
        return anybody.admin(UUID.randomUUID());
    }

    public Http customer(UUID id) {
        return anybody.customer(id);
    }

    /** A new product with this many pieces. */
    public UUID product(long stock) {
        UUID id = UUID.randomUUID();
        HttpAnswer added = admin().post("/products/admin/" + id, productJson("Thing", stock));
        if (added.status() != 201) {
            throw new AssertionError("product was not added: " + added.json());
        }
        return id;
    }

    public static String productJson(String name, long stock) {
        return """
        {"name":"%s","description":"A thing of some use.",
         "price":{"amount":1250,"currency":"EUR"},"stock":%d}
        """
                .formatted(name, stock);
    }

    public HttpAnswer buy(UUID customer, String key, UUID product) {
        return buy(customer, key, product, BUY_ONE);
    }

    public HttpAnswer buy(UUID customer, String key, UUID product, String body) {
        return customer(customer)
                .with("Idempotency-Key", key)
                .post("/products/" + product + "/buy", body);
    }

    /** A new key. */
    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** A correction of the stock, by a new admin. */
    public HttpAnswer correct(UUID product, long change) {
        return correct(UUID.randomUUID(), key(), product, correction(change, "Counted again."));
    }

    public HttpAnswer correct(UUID admin, String key, UUID product, String body) {
        return anybody.admin(admin)
                .with("Idempotency-Key", key)
                .post("/products/admin/" + product + "/stock-corrections", body);
    }

    public static String correction(long change, String reason) {
        return "{\"change\":%d,\"reason\":\"%s\"}".formatted(change, reason);
    }

    /** Where the pieces of a product are. */
    public record Pieces(long stock, long reserved, long sold) {}

    /** Whatever happened, the movements add up to the pieces for sale. */
    public static Pieces pieces(UUID product) {
        List<Long> row =
                Rows.numbers("SELECT stock, reserved, sold FROM product WHERE id = ?", product);
        long moved =
                Rows.count(
                        "SELECT coalesce(sum(change), 0) FROM stock_movement WHERE product_id = ?",
                        product);
        if (moved != row.getFirst()) {
            throw new AssertionError("stock " + row.getFirst() + ", movements " + moved);
        }
        return new Pieces(row.get(0), row.get(1), row.get(2));
    }
}
