// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.products.FakeOrders;
import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.products.Money;
import io.gatehouse.products.PurchaseFixture;
import io.gatehouse.products.Shop;
import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.idempotency.PurchaseKeys;
import io.gatehouse.products.reservation.Reservation;
import io.gatehouse.products.reservation.Reservations;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a key answers, when its purchase is settled again or the key has come to mean another. */
@HelidonTest
class KeptAnswerIT extends PurchaseFixture {
    @Inject private Transactions transactions;
    @Inject private PurchaseKeys keys;
    @Inject private Reservations reservations;
    @Inject private SettlePurchase settle;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PENDING")
    void settleWhenPaidBeforeThenTheFirstAnswerStays(PlacedOrder.Status later) {
        HttpAnswer first = buy();
        UUID id = UUID.fromString(first.field("id"));

        Answer told = settle.settle(reservation(id), order(id, later));

        assertThat(told).isEqualTo(new Answer.Ordered(id, first.text()));
        assertThat(buy().body()).isEqualTo(first.body());
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(9, 0, 1));
    }

    @Test
    void settleWhenDeclinedBeforeThenStaysDeclined() {
        FakeOrders.behave(Behaviour.DECLINED);
        buy();
        Reservation declined = reservation(underTheKey());

        Answer told = settle.settle(declined, order(declined.id(), PlacedOrder.Status.PAID));

        assertThat(told).isEqualTo(new Answer.Declined());
        assertThat(buy().status()).isEqualTo(402);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(10, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAID", "DECLINED"})
    void settleWhenAnotherPurchaseHasTheKeyNowThenEachHasItsOwnAnswer(Behaviour newer) {
        Reservation older = openUnderAnExpiredKey();
        FakeOrders.behave(newer);
        HttpAnswer answer = buy();

        Answer told = settle.settle(older, order(older.id(), PlacedOrder.Status.PAID));

        assertThat(told)
                .isInstanceOfSatisfying(
                        Answer.Ordered.class,
                        ordered -> assertThat(ordered.order()).contains(older.id().toString()));
        HttpAnswer again = buy();
        assertThat(again.status()).isEqualTo(answer.status());
        assertThat(again.field("id")).isEqualTo(answer.field("id"));
    }

    @Test
    void settleWhenAnotherPurchaseIsOpenUnderTheKeyThenItIsNotAnswered() {
        Reservation older = openUnderAnExpiredKey();
        String newer = buy().field("id");

        settle.settle(older, order(older.id(), PlacedOrder.Status.PAID));
        FakeOrders.behave(Behaviour.PAID);
        HttpAnswer again = buy();

        assertThat(newer).isNotEqualTo(older.id().toString());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.field("id")).isEqualTo(newer);
        assertThat(Shop.pieces(product)).isEqualTo(new Shop.Pieces(8, 0, 2));
    }

    private Reservation openUnderAnExpiredKey() {
        FakeOrders.behave(Behaviour.FAIL);
        UUID id = UUID.fromString(buy().field("id"));
        Rows.update(
                "UPDATE purchase_key SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                customer);
        return reservation(id);
    }

    private Reservation reservation(UUID id) {
        return transactions.run(session -> reservations.find(session, id).orElseThrow());
    }

    private UUID underTheKey() {
        IdempotencyKey held = new IdempotencyKey(customer, key);
        return transactions.run(session -> keys.find(session, held).orElseThrow().reservationId());
    }

    private static PlacedOrder order(UUID id, PlacedOrder.Status status) {
        Instant later = Instant.parse("2026-01-02T00:00:00Z");
        Money price = new Money(1250, "EUR");
        PlacedOrder.Line line = new PlacedOrder.Line(UUID.randomUUID(), "Thing", 1, price);
        return new PlacedOrder(id, status, List.of(line), price, later, later);
    }
}
