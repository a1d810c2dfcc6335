// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Orders that were paid some time ago, written straight into the databases: a purchase is measured
 * beside as many as a shop has after some years.
 */
final class PastOrders {
    private static final int BATCH = 10_000;

    private static final String PRODUCT =
            """
            INSERT INTO product (id, name, description, price_amount, price_currency, stock,
                reserved, sold, archived, created_at)
            VALUES ('00000000-0000-4000-8000-000000000001', 'Sold long ago', '', 1250, 'EUR', 0,
                0, 0, TRUE, now())
            ON CONFLICT (id) DO NOTHING
            """;

    /** Of each database what one paid order leaves there; n is its number. */
    private static final Map<String, List<String>> ROWS =
            Map.of(
                    "products",
                    List.of(
                            """
                            INSERT INTO reservation (id, account_id, idempotency_key, product_id,
                                product_name, quantity, price_amount, price_currency,
                                payment_method, status, created_at, updated_at)
                            SELECT md5('order ' || n)::uuid, md5('account ' || n % 1000)::uuid,
                                'past-purchase-' || n, '00000000-0000-4000-8000-000000000001',
                                'Sold long ago', 1, 1250, 'EUR', 'card', 'COMMITTED',
                                now() - interval '1 day', now() - interval '1 day'
                            FROM generate_series(?, ?) AS n
                            """,
                            """
                            INSERT INTO purchase_key (account_id, idempotency_key, request_hash,
                                reservation_id, outcome, answer, expires_at)
                            SELECT md5('account ' || n % 1000)::uuid, 'past-purchase-' || n,
                                repeat('0', 64), md5('order ' || n)::uuid, 'ORDERED',
                                repeat('-', 400), now() + interval '1 day'
                            FROM generate_series(?, ?) AS n
                            """,
                            """
                            INSERT INTO stock_movement (product_id, created_at, id, change, kind,
                                reservation_id)
                            SELECT '00000000-0000-4000-8000-000000000001',
                                now() - interval '1 day', md5(kind || n)::uuid, change, kind,
                                CASE kind WHEN 'RESERVED' THEN md5('order ' || n)::uuid END
                            FROM generate_series(?, ?) AS n,
                                (VALUES ('SET', 1), ('RESERVED', -1)) AS moved (kind, change)
                            """,
                            """
                            UPDATE product SET sold = sold + (SELECT count(*)
                                FROM generate_series(?::bigint, ?::bigint))
                            WHERE id = '00000000-0000-4000-8000-000000000001'
                            """),
                    "orders",
                    List.of(
                            """
                            INSERT INTO customer_order (id, customer_id, request_hash, status,
                                lines, total_amount, total_currency, payment_method, created_at,
                                updated_at)
                            SELECT md5('order ' || n)::uuid, md5('account ' || n % 1000)::uuid,
                                repeat('0', 64), 'PAID', '[{"productId":
                                "00000000-0000-4000-8000-000000000001", "name": "Sold long ago",
                                "quantity": 1, "unitPrice": {"amount": 1250, "currency": "EUR"}}]',
                                1250, 'EUR', 'card', now() - interval '1 day',
                                now() - interval '1 day'
                            FROM generate_series(?, ?) AS n
                            """,
                            """
                            INSERT INTO order_event (order_id, status, reached_at)
                            SELECT md5('order ' || n)::uuid, status, now() - interval '1 day'
                            FROM generate_series(?, ?) AS n,
                                (VALUES ('PENDING'), ('PAID')) AS reached (status)
                            """),
                    "payments",
                    List.of(
                            """
                            INSERT INTO payment (id, order_id, customer_id, amount,
                                refunded_amount, currency, status, provider_charge, created_at,
                                updated_at)
                            SELECT md5('order ' || n)::uuid, md5('order ' || n)::uuid,
                                md5('account ' || n % 1000)::uuid, 1250, 0, 'EUR', 'PAID',
                                'ch_past' || n, now() - interval '1 day',
                                now() - interval '1 day'
                            FROM generate_series(?, ?) AS n
                            """,
                            """
                            INSERT INTO payment_attempt (payment_id, id, started_at, ended_at,
                                outcome)
                            SELECT md5('order ' || n)::uuid, md5('attempt ' || n)::uuid,
                                now() - interval '1 day', now() - interval '1 day', 'CHARGED'
                            FROM generate_series(?, ?) AS n
                            """,
                            """
                            INSERT INTO ledger_entry (transaction_id, account, amount, currency,
                                created_at)
                            SELECT md5('order ' || n)::uuid, account, amount, 'EUR',
                                now() - interval '1 day'
                            FROM generate_series(?, ?) AS n,
                                (VALUES ('provider', 1250), ('sales', -1250))
                                    AS entry (account, amount)
                            """));

    private final Launched system;

    PastOrders(Launched system) {
        this.system = requireNonNull(system, "system");
    }

    /**
     * Writes that many orders, and leaves nothing of them for autovacuum or the next checkpoint to
     * do while something is measured.
     *
     * @param progress is told how many of them every database has, now and then
     * @throws IllegalStateException when a database refuses them
     */
    void write(int orders, IntConsumer progress) {
        try (Connection products = system.connect("products")) {
            execute(products, PRODUCT);
            for (int first = 1; first <= orders; first += BATCH) {
                int last = Math.min(orders, first + BATCH - 1);
                write(first, last);
                progress.accept(last);
            }
            for (String database : ROWS.keySet()) {
                try (Connection connection = system.connect(database)) {
                    execute(connection, "VACUUM (ANALYZE)");
                }
            }
            execute(products, "CHECKPOINT");
        } catch (SQLException refused) {
            throw new IllegalStateException("the past orders cannot be written", refused);
        }
    }

    private void write(int first, int last) throws SQLException {
        for (Map.Entry<String, List<String>> rows : ROWS.entrySet()) {
            try (Connection connection = system.connect(rows.getKey())) {
                for (String sql : rows.getValue()) {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setInt(1, first);
                        statement.setInt(2, last);
                        statement.executeUpdate();
                    }
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
