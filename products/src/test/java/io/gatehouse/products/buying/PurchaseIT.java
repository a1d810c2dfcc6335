// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The purchase as its buyer sees it, from the first answer on. */
@HelidonTest
class PurchaseIT extends PurchaseFixture {

    @Test
    void getWhenOpenThenPendingWithWhatIsKnownAndWhenToLookAgain() {
        FakeOrders.behave(Behaviour.FAIL);
        HttpAnswer accepted = buy();

        HttpAnswer open = purchase(accepted.header("Location").orElseThrow());

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Retry-After")).hasValue("1");
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.json()).isEqualTo(accepted.json());
        assertThat(open.field("status")).isEqualTo("PENDING");
        assertThat(open.header("Retry-After")).hasValue("1");
        assertThat(open.field("productId")).isEqualTo(product.toString());
        assertThat(open.json().at("/total/amount").asLong()).isEqualTo(1250);
        assertThat(open.json().has("order")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"PAID", "DECLINED", "CANCELLED"})
    void getWhenTheOrderHasItsOutcomeThenLeadsToIt(Behaviour outcome) {
        FakeOrders.behave(Behaviour.FAIL);
        HttpAnswer accepted = buy();
        FakeOrders.behave(outcome);
        buy();

        HttpAnswer settled = purchase(accepted.header("Location").orElseThrow());

        assertThat(settled.field("status")).isEqualTo("SETTLED");
        assertThat(settled.field("order")).isEqualTo("/orders/" + accepted.field("id"));
        assertThat(settled.header("Retry-After")).isEmpty();
    }

    @Test
    void getWhenOfSomebodyElseOrUnknownThenNotFound() {
        FakeOrders.behave(Behaviour.FAIL);
        String place = buy().header("Location").orElseThrow();

        HttpAnswer theirs = shop.customer(UUID.randomUUID()).get(place);
        HttpAnswer unknown = purchase("/purchases/" + UUID.randomUUID());

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.code()).isEqualTo("not_found");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.field("detail")).isEqualTo(theirs.field("detail"));
    }

    private HttpAnswer purchase(String place) {
        return shop.customer(customer).get(place);
    }
}
