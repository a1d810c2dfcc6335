// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a purchase is charged to: named by the buyer, sealed while it is open, shown to nobody. */
@HelidonTest
class SourceIT extends PurchaseFixture {
    private static final String TOKEN = "tok_of_a_customer";

    @Inject private UnfinishedPurchases worker;

    @Test
    void buyWhenASourceIsNamedThenOrdersHearsOfItAndNobodyElse() {
        try (CapturedLog log = new CapturedLog("")) {
            HttpAnswer bought = buy(TOKEN);

            assertThat(bought.status()).isEqualTo(201);
            assertThat(sent(bought)).containsExactly(TOKEN);
            assertThat(bought.text()).doesNotContain("tok_");
            assertThat(shop.customer(customer).get("/purchases/" + bought.field("id")).text())
                    .doesNotContain("tok_");
            assertThat(log.text()).doesNotContain("tok_");
            assertThat(log.lines()).noneMatch(line -> line.contains("tok_"));
            assertThat(rowsThatShowIt(bought)).isZero();
            assertThat(openRows(bought)).isZero();
        }
    }

    @Test
    void buyWhenNoSourceIsNamedThenNoneIsSent() {
        assertThat(sent(buy())).containsExactly("");
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"PAID", "DECLINED"})
    void roundWhenThePurchaseWasOpenThenTheSourceWasSealedAndGoesWithTheOutcome(Behaviour end) {
        FakeOrders.behave(Behaviour.FAIL);
        HttpAnswer accepted = buy(TOKEN);
        byte[] sealed = sealedSource(accepted);
        FakeOrders.behave(end);
        endLeases();

        worker.round();

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tok_");
        assertThat(sent(accepted)).containsOnly(TOKEN);
        assertThat(bodies(accepted).stream().distinct()).hasSize(1);
        assertThat(openRows(accepted)).isZero();
        assertThat(rowsThatShowIt(accepted)).isZero();
    }

    @Test
    void roundWhenThePurchaseWasOpenedBeforeThereWereSourcesThenGoesOn() {
        FakeOrders.behave(Behaviour.FAIL);
        HttpAnswer accepted = buy();
        assertThat(sealedSource(accepted)).isNull();
        FakeOrders.behave(Behaviour.PAID);
        endLeases();

        worker.round();

        assertThat(sent(accepted)).containsOnly("");
        assertThat(buy().status()).isEqualTo(201);
    }

    @Test
    void buyWhenTheKeyComesWithAnotherSourceThenReusedAndNothingBought() {
        buy(TOKEN);

        for (HttpAnswer other : List.of(buy("tok_of_another"), buy())) {
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.code()).isEqualTo("idempotency_key_reused");
            assertThat(other.text()).doesNotContain("tok_");
        }

        assertThat(buy(TOKEN).header("Idempotency-Replayed")).hasValue("true");
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    private HttpAnswer buy(String source) {
        return shop.buy(customer, key, product, Shop.paidWith(source));
    }

    private static List<String> bodies(HttpAnswer purchase) {
        return FakeOrders.exchanges().stream()
                .filter(call -> call.orderId().toString().equals(purchase.field("id")))
                .map(FakeOrders.Exchange::request)
                .toList();
    }

    /** The sources that orders was told of, for each call. */
    private static List<String> sent(HttpAnswer purchase) {
        return bodies(purchase).stream()
                .map(body -> Json.read(body).at("/payment/source").asText())
                .toList();
    }

    private static void endLeases() {
        Rows.update("UPDATE open_purchase SET leased_until = opened_at");
    }

    private static byte[] sealedSource(HttpAnswer purchase) {
        return Rows.bytes("SELECT sealed_source FROM open_purchase WHERE id = ?", id(purchase));
    }

    private static long openRows(HttpAnswer purchase) {
        return Rows.count("SELECT count(*) FROM open_purchase WHERE id = ?", id(purchase));
    }

    private static long rowsThatShowIt(HttpAnswer purchase) {
        return Rows.count(
                "SELECT count(*) FROM reservation r"
                        + " JOIN purchase_key k ON k.reservation_id = r.id WHERE r.id = ?"
                        + " AND CAST(r AS TEXT) || CAST(k AS TEXT) LIKE '%tok_%'",
                id(purchase));
    }

    private static UUID id(HttpAnswer purchase) {
        return UUID.fromString(purchase.field("id"));
    }
}
