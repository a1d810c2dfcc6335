// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.OldSchema;
import io.gatehouse.testkit.Rows;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that an earlier version has left. */
@ExtendWith(DatabaseExtension.class)
class UpgradeIT {
    private static final int WITHOUT_A_QUEUE = 3;
    private static final int WITHOUT_REFUSALS = 11;
    private static final int WITHOUT_SOURCES = 14;
    private static final UUID ORDER = UUID.randomUUID();

    @Test
    void upgradeWhenOrdersAreUnfinishedThenAWorkerFindsThemAndNoOther() throws SQLException {
        try (OldSchema old = OldSchema.at(WITHOUT_A_QUEUE)) {
            for (OrderStatus status : OrderStatus.values()) {
                insert(status);
            }

            old.upgrade();

            assertThat(
                            Rows.numbers(
                                    """
                                    SELECT count(*), min(attempts), count(*) FILTER (
                                        WHERE r.status IN ('PENDING', 'CANCELLING')
                                        AND o.opened_at = r.updated_at)
                                    FROM old.open_order o JOIN old.customer_order r ON r.id = o.id
                                    """))
                    .containsExactly(2L, 3L, 2L);
        }
    }

    @Test
    void upgradeWhenAnOrderWasCancelledThenItsHistoryStaysAndCanGoOn() throws SQLException {
        try (OldSchema old = OldSchema.at(WITHOUT_REFUSALS)) {
            for (String status : List.of("PENDING", "PAID", "CANCELLING")) {
                event("status", status);
            }

            old.upgrade();
            event("refusals, status", 1, "PAID");

            assertThat(
                            Rows.numbers(
                                    """
                                    SELECT count(*), count(*) FILTER (WHERE refusals = 0)
                                    FROM old.order_event WHERE order_id = ?
                                    """,
                                    ORDER))
                    .containsExactly(4L, 3L);
        }
    }

    @Test
    void upgradeWhenAnOrderIsOpenThenItHasNoSource() throws SQLException {
        try (OldSchema old = OldSchema.at(WITHOUT_SOURCES)) {
            Rows.update("INSERT INTO old.open_order VALUES (?, now(), now(), 0)", ORDER);

            old.upgrade();

            assertThat(
                            Rows.count(
                                    "SELECT count(*) FROM old.open_order WHERE id = ?"
                                            + " AND sealed_source IS NULL",
                                    ORDER))
                    .isEqualTo(1);
        }
    }

    private static void event(String columns, Object... values) {
        Rows.update(
                "INSERT INTO old.order_event (order_id, reached_at, %s) VALUES ('%s', now(), %s)"
                        .formatted(columns, ORDER, "?, ".repeat(values.length - 1).concat("?")),
                values);
    }

    private static void insert(OrderStatus status) {
        Rows.update(
                """
                INSERT INTO old.customer_order VALUES (gen_random_uuid(), gen_random_uuid(), 'hash', ?,
                    '[]', 100, 'EUR', 'card', now(), now(), now(), 3)
                """,
                status.name());
    }
}
