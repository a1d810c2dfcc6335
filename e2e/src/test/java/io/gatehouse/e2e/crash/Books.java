// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.LocalSystem;
import io.gatehouse.e2e.crash.Observed.Payment;
import io.gatehouse.e2e.crash.Observed.PlacedOrder;
import io.gatehouse.e2e.crash.Observed.Product;
import io.gatehouse.e2e.crash.Observed.Refund;
import io.gatehouse.e2e.crash.Observed.Reservation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The services' books: what their databases say, whatever the services themselves would. */
final class Books {
    private final LocalSystem system;

    Books(LocalSystem system) {
        this.system = system;
    }

    /** The rows of products that were on sale with so many pieces each. */
    List<Product> products(long initial, List<String> ids) {
        return rows(
                "products",
                """
                SELECT id, stock, reserved, sold,
                    (SELECT SUM(change) FROM stock_movement WHERE product_id = product.id)
                FROM product WHERE id::text IN ('%s')
                """
                        .formatted(String.join("','", ids)),
                row ->
                        new Product(
                                row.getObject(1, UUID.class),
                                initial,
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5)));
    }

    List<Reservation> reservations() {
        return rows(
                "products",
                "SELECT id, product_id, quantity, status FROM reservation",
                row ->
                        new Reservation(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getLong(3),
                                row.getString(4)));
    }

    List<PlacedOrder> orders() {
        return rows(
                "orders",
                "SELECT id, status, total_amount FROM customer_order",
                row ->
                        new PlacedOrder(
                                row.getObject(1, UUID.class), row.getString(2), row.getLong(3)));
    }

    List<Payment> payments() {
        return rows(
                "payments",
                "SELECT id, order_id, status, amount, refunded_amount FROM payment",
                row ->
                        new Payment(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5)));
    }

    /** The sum of the ledger's entries by account. */
    Map<String, Long> ledger() {
        Map<String, Long> sums = new HashMap<>();
        rows(
                        "payments",
                        "SELECT account, SUM(amount) FROM ledger_entry GROUP BY account",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        return sums;
    }

    /** The refunds that payments has given. */
    List<Refund> refunds() {
        return rows(
                "payments",
                "SELECT id, payment_id, status, amount FROM refund",
                row ->
                        new Refund(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getLong(4)));
    }

    /** Changes one row behind the back of its service. */
    void falsify(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot change the books of " + database, e);
        }
    }

    private interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String database, String sql, Mapping<T> mapping) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(mapping.of(found));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the books of " + database, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        String url =
                "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=verify-full&sslrootcert=%s"
                        .formatted(
                                system.port("postgres"),
                                database,
                                system.certificates().resolve("database/ca.crt"));
        return DriverManager.getConnection(
                url, "postgres", system.secret("database-admin.password"));
    }
}
