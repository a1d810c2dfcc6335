// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The movements against the stock, right and spoilt. */
@HelidonTest
class StockCheckIT extends PurchaseFixture {
    @Inject private StockCheck check;
    @Inject private Transactions transactions;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @Test
    void roundWhenAStockChangedWithoutAMovementThenCountedUntilOneIsAppended() {
        buy();
        shop.product(0);
        long before = checked();
        Rows.update("UPDATE product SET stock = stock + 2 WHERE id = ?", product);

        assertThat(checked()).isEqualTo(before + 1);
        Rows.update(
                """
                INSERT INTO stock_movement (product_id, created_at, id, change, kind, reason)
                VALUES (?, now(), gen_random_uuid(), 2, 'CORRECTED', 'Was missing')
                """,
                product);
        assertThat(checked()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock_movement SET change = 1",
                "DELETE FROM stock_movement",
                "TRUNCATE stock_movement"
            })
    void movementsWhenTheServiceWouldChangeThemThenTheDatabaseRefuses(String sql) {
        assertThatThrownBy(() ->
                        transactions.run(
                                session -> session.createNativeMutationQuery(sql).executeUpdate()))
                .hasStackTraceContaining("permission denied");
    }

    private long checked() {
        check.round();
        return Http.at(admin.getUri())
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("gatehouse_products_stock_unbalanced{"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .map(Double::longValue)
                .findFirst()
                .orElse(-1L);
    }
}
