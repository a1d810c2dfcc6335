// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.OldSchema;
import io.gatehouse.testkit.Rows;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that an earlier version has left. */
@ExtendWith(DatabaseExtension.class)
class UpgradeIT {
    private static final int WITHOUT_A_QUEUE = 6;
    private static final int WITHOUT_MOVEMENTS = 16;
    private static final int WITHOUT_SOURCES = 23;

    @Test
    void upgradeWhenAPurchaseIsOpenThenAWorkerFindsItAndNoOther() throws SQLException {
        try (OldSchema old = OldSchema.at(WITHOUT_A_QUEUE)) {
            Rows.update(
                    """
                    INSERT INTO old.product VALUES (gen_random_uuid(), 'Mug', '', 100, 'EUR', 1, 1, 1,
                        false, now())
                    """);
            insert("RESERVED", 3);
            insert("COMMITTED", 4);
            insert("RELEASED", 5);

            old.upgrade();

            assertThat(Rows.numbers("SELECT count(*), max(attempts) FROM old.open_purchase"))
                    .containsExactly(1L, 3L);
            assertThat(
                            Rows.count(
                                    """
                                    SELECT count(*) FROM old.open_purchase o
                                    JOIN old.reservation r ON r.id = o.id
                                    WHERE r.status = 'RESERVED' AND o.opened_at = r.created_at
                                    """))
                    .isEqualTo(1);
        }
    }

    @Test
    void upgradeWhenAPurchaseIsOpenThenItHasNoSource() throws SQLException {
        try (OldSchema old = OldSchema.at(WITHOUT_SOURCES)) {
            Rows.update(
                    "INSERT INTO old.open_purchase VALUES (gen_random_uuid(), now(), now(), 0)");

            old.upgrade();

            assertThat(
                            Rows.count(
                                    "SELECT count(*) FROM old.open_purchase"
                                            + " WHERE sealed_source IS NULL"))
                    .isEqualTo(1);
        }
    }

    @Test
    void upgradeWhenThereAreProductsThenTheirStockIsTheirFirstMovement() throws SQLException {
        try (OldSchema old = OldSchema.at(WITHOUT_MOVEMENTS)) {
            Rows.update(
                    """
                    INSERT INTO old.product VALUES
                        (gen_random_uuid(), 'Mug', '', 100, 'EUR', 7, 2, 3, false, now()),
                        (gen_random_uuid(), 'Jug', '', 100, 'EUR', 4, 0, 0, true, now()),
                        (gen_random_uuid(), 'Cup', '', 100, 'EUR', 0, 1, 0, false, now())
                    """);

            old.upgrade();

            assertThat(
                            Rows.numbers(
                                    """
                                    SELECT count(*), sum(change) FROM old.stock_movement m
                                    JOIN old.product p ON p.id = m.product_id
                                    WHERE m.kind = 'OPENED' AND m.change = p.stock
                                    """))
                    .containsExactly(2L, 11L);
        }
    }

    private static void insert(String status, int attempts) {
        Rows.update(
                """
                INSERT INTO old.reservation
                SELECT gen_random_uuid(), gen_random_uuid(), 'key', id, 'Mug', 1, 100, 'EUR', 'card',
                    ?, now(), now(), now(), ?
                FROM old.product
                """,
                status,
                attempts);
    }
}
