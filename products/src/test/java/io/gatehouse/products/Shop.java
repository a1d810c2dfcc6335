// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** A shop with its customers, for tests. */
public record Shop(Http anybody) {
    public static final String BUY_ONE = "{\"quantity\":1,\"payment\":{\"method\":\"card\"}}";

    public static Shop at(URI base) {
        return new Shop(new Http(base, Map.of()));
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
        Http.Answer added = admin().post("/products/admin/" + id, productJson("Thing", stock));
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

    public Http.Answer buy(UUID customer, String key, UUID product) {
        return customer(customer)
                .with("Idempotency-Key", key)
                .post("/products/" + product + "/buy", BUY_ONE);
    }

    /** A new key. */
    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** Where the pieces of a product are. */
    public record Pieces(long stock, long reserved, long sold) {}

    public static Pieces pieces(UUID product) {
        String sql = "SELECT stock, reserved, sold FROM product WHERE id = ?";
        try (Connection connection = DatabaseExtension.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, product);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Pieces(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Changes rows behind the service's back. */
    public static void sql(String text, Object... parameters) {
        try (Connection connection = DatabaseExtension.connect();
                PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The number a query answers. */
    public static long count(String text, Object... parameters) {
        try (Connection connection = DatabaseExtension.connect();
                PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
