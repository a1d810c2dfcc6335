// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;

/** The steps of buying that many tests share. */
public final class Shop {
    private final Target target;

    public Shop(Target target) {
        this.target = target;
    }

    /** A new product with its own id, priced at 12.50 EUR. */
    public String product(int stock) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> product =
                Map.of(
                        "name",
                        "Brass gatekeeper " + Accounts.random(4),
                        "description",
                        "Made by the end-to-end suite.",
                        "price",
                        Map.of("amount", 1250, "currency", "EUR"),
                        "stock",
                        stock);
        target.accounts().admin().setUp(Call.post("/products/admin/" + id, product)).expect(201);
        return id;
    }

    public static String key() {
        return "e2e-" + Accounts.random(12);
    }

    public static Call buy(String product, int quantity, String key) {
        Map<String, Object> body =
                Map.of("quantity", quantity, "payment", Map.of("method", "card"));
        return Call.post("/products/" + product + "/buy", body).with("Idempotency-Key", key);
    }

    /** Buys one piece, charged to a token of the payment provider. */
    public static Call buyWith(String source, String product) {
        Map<String, Object> body =
                Map.of("quantity", 1, "payment", Map.of("method", "card", "source", source));
        return Call.post("/products/" + product + "/buy", body).with("Idempotency-Key", key());
    }

    /** The order that a purchase has led to, whether it was answered at once or later. */
    public static String orderOf(Answer bought) {
        JsonNode body = bought.expect(201, 202).json();
        return body.path("id").asText();
    }

    /** The product as only an admin sees it. */
    public JsonNode inside(String product) {
        Call page = Call.get("/products/admin?limit=100");
        for (JsonNode item :
                target.accounts().admin().setUp(page).expect(200).json().path("items")) {
            if (item.path("id").asText().equals(product)) {
                return item;
            }
        }
        throw new AssertionError(
                "product " + product + " is not on the first page of the catalogue");
    }
}
