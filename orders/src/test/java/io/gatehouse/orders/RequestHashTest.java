// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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

    /** The hash of an order that an earlier version has stored. */
    @Test
    void ofWhenNoSourceIsNamedThenAsBeforeThereWereSources() {
        assertThat(RequestHash.of(order("Mug", 2)))
                .isEqualTo("e5b34f5ba412cb006013e239135a7ac6f9e2d3d102d5695e9a054bc8984207c2");
    }

    @Test
    void ofWhenTheSourceDiffersThenOther() {
        assertThat(RequestHash.of(paidWith("tok_ok")))
                .isEqualTo(RequestHash.of(paidWith("tok_ok")))
                .isNotEqualTo(RequestHash.of(order("Mug", 2)))
                .isNotEqualTo(RequestHash.of(paidWith("tok_of_another")));
    }

    @Test
    void toStringWhenASourceIsNamedThenDoesNotShowIt() {
        assertThat(paidWith("tok_ok").toString()).contains("card").doesNotContain("tok_ok");
    }

    private static NewOrder paidWith(String source) {
        NewOrder order = order("Mug", 2);
        return new NewOrder(
                order.orderId(),
                order.customerId(),
                order.lines(),
                order.total(),
                new NewOrder.Payment("card", Optional.of(source)));
    }

    private static NewOrder order(String name, int quantity) {
        return new NewOrder(
                ID,
                ID,
                List.of(new NewOrder.Line(ID, name, quantity, new NewOrder.Amount(100L, "EUR"))),
                new NewOrder.Amount(200L, "EUR"),
                new NewOrder.Payment("card", Optional.empty()));
    }
}
