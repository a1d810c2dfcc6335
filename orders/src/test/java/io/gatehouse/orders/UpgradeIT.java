// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

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
    private static final int WITHOUT_A_QUEUE = 3;

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

    private static void insert(OrderStatus status) {
        Rows.update(
                """
                INSERT INTO old.customer_order VALUES (gen_random_uuid(), gen_random_uuid(), 'hash', ?,
                    '[]', 100, 'EUR', 'card', now(), now(), now(), 3)
                """,
                status.name());
    }
}
