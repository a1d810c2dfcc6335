// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestHashTest {
    private static final UUID ID = UUID.fromString("5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11");

    @Test
    void ofWhenTheSameIsSaidThenSame() {
        assertThat(RequestHash.of(order("Mug", 2))).isEqualTo(RequestHash.of(order("Mug", 2)));
    }

    @Test
    void ofWhenAnythingDiffersThenOther() {
        assertThat(RequestHash.of(order("Mug", 2)))
                .hasSize(64)
                .isNotEqualTo(RequestHash.of(order("Mug", 3)))
                .isNotEqualTo(RequestHash.of(order("Jug", 2)));
    }

    private static NewOrder order(String name, int quantity) {
        return new NewOrder(
                ID,
                ID,
                List.of(new NewOrder.Line(ID, name, quantity, new NewOrder.Amount(100L, "EUR"))),
                new NewOrder.Amount(200L, "EUR"),
                new NewOrder.Payment("card"));
    }
}
